import type { Message, Raw } from '#channels/channel.ts';
import { findStandard, type Standard } from '#store/standard.ts';
import { worldBy } from '#work/arrivals/world-of.ts';
import type { Env } from '#work/env.ts';
import { limits } from './body.ts';
import type { Ask } from './doors.ts';
import { type Form, formLanguage, nextHosts } from './form-of.ts';
import { actionOf, showForm } from './form-shown.ts';
import type { FormProblem } from './pages/form-page.ts';
import type { KeptText } from './pages/message-page.ts';
import type { Problem } from './problem.ts';
import { matterOf, type Pages } from './public.ts';
import { stampTime } from './stamp.ts';
import { typedFields } from './typed-fields.ts';

/** One post to a form, as it came. */
export type Post = { raw: Raw; form: Form; asJson: boolean };
export type Refused = Post & { found: Problem; headers: Record<string, string> };

/** More than that is no text that somebody typed. Bytes. */
const longestKept = 200_000;

/** Answers a browser whose post was not taken: the text is on the page and can be sent again. */
export function refusals(env: Env, pages: Pages): (c: Ask, refused: Refused) => Promise<Response> {
  return async (c, { form, raw, found, headers }) => {
    const { status } = found;
    const typed = typedFields(raw.body, raw.contentType);
    const stampedAt = stampTime(env.settings.secret, typed.get('_stamp'));
    const standard = await findStandard(env.read).catch(() => null);
    if (status === 413 && stampedAt !== null && standard) {
      const problems: FormProblem[] = [raw.body.length < limits.multipart ? 'too-many-files' : 'files-too-large'];
      return showForm(env, pages, c, form, standard, { typed, stampedAt, problems, hadFiles: true, status });
    }
    const kept = keptText(typed, raw) ?? understood(env, form, raw, standard);
    return pages.message(matterOf(found), {
      status,
      formTo: nextHosts(form),
      headers: { 'access-control-allow-origin': '*', ...headers },
      ...(standard ? { language: formLanguage(c, form, standard.team) } : {}),
      embed: c.req.query('embed') !== undefined,
      // Sending it again is one tap: it carries the stamp it had, or none, so that it is not taken for a machine's.
      kept: kept && { ...kept, action: actionOf(env, c, form), stamp: typed.get('_stamp') ?? '' },
    });
  };
}

type Words = Pick<KeptText, 'message' | 'fields' | 'hadFiles'>;

const mayHaveFiles = ({ body, contentType }: Raw) =>
  /^multipart\//i.test(contentType) && Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('filename="');

function keptText(typed: ReadonlyMap<string, string>, raw: Raw): Words | null {
  const message = typed.get('message');
  const fields = Object.fromEntries([...typed].filter(([, value]) => value !== ''));
  if (message === undefined || JSON.stringify(fields).length > longestKept) return null;
  return { message, fields, hadFiles: mayHaveFiles(raw) };
}

/** A form of another site may name its fields as it likes, in any charset: then the channel reads it. */
function understood(env: Env, form: Form, raw: Raw, standard: Standard | null): Words | null {
  try {
    const body = raw.body.subarray(0, longestKept);
    const [item] = env.channels.get(form.channel.kind)!.understand!({ ...raw, body }, worldBy(standard));
    if (!item || !('asked' in item) || !item.asked) return null;
    const { from = {}, fields = {}, asked, subject, urgent } = item as Message;
    const said = { ...fields, ...from, ...(subject ? { subject } : {}), ...(urgent ? { urgent: 'yes' } : {}) };
    return { message: asked, fields: said as Record<string, string>, hadFiles: mayHaveFiles(raw) };
  } catch {
    return null;
  }
}
