import type { Item, Message, Raw } from '#channels/channel.ts';
import { BadInput } from '#domain/bad-input.ts';
import { Busy } from '#store/engine.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { type Received, receiveItems } from '#work/arrivals/receive.ts';
import { worldBy } from '#work/arrivals/world-of.ts';
import type { Env } from '#work/env.ts';
import { sign } from '#work/running/secret.ts';
import { at } from './base.ts';
import { limits, readUpTo, refuseEncoded } from './body.ts';
import type { Ask, OpenDoor } from './doors.ts';
import { type Form, findForm, formLanguage, nextUrl } from './form-of.ts';
import { formProblems, hasNothing } from './form-problems.ts';
import { type Post, refusals } from './form-refusals.ts';
import { showForm } from './form-shown.ts';
import type { FormProblem } from './pages/form-page.ts';
import { answerProblem, comeAgain, problem, problemOf, secondsOf } from './problem.ts';
import { promisedFor } from './promise.ts';
import type { Pages } from './public.ts';
import type { WaitFor } from './rate-limit.ts';
import type { Room } from './room.ts';
import { stampTime } from './stamp.ts';
import { typedFields } from './typed-fields.ts';
import { acceptsJson, wantsJson } from './wants-json.ts';

/** Nobody types a form in less. Milliseconds. */
const quickest = 2_000;

/** Scripts on other sites may post here; no cookie is read or set, so there is nothing to protect from them. */
const anySite = { 'access-control-allow-origin': '*' };
const preflight = {
  ...anySite,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, accept',
  'access-control-max-age': '86400',
};
const jsonHeaders = { ...anySite, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** The team's form: the page, and the address that any other form or script posts to. */
export function formDoor(env: Env, open: OpenDoor, pages: Pages, { waitFor, room }: { waitFor: WaitFor; room: Room }): void {
  const refuse = refusals(env, pages);

  open('GET', '/f/:form', 'anyone', async (c) => {
    const form = await findForm(env, c.req.param('form')!);
    if (form) return showForm(env, pages, c, form, await readStandard(env.read));
    return wantsJson(c.req.raw) ? answerProblem(noForm, anySite) : pages.notFound();
  });

  open('OPTIONS', '/f/:form', 'anyone', () => new Response(null, { status: 204, headers: preflight }));

  open('POST', '/f/:form', 'anyone', async (c) => {
    const wait = waitFor(c);
    const asJson = answersJson(c);
    if (wait > 0 && asJson) return answerProblem(tooOften(wait), anySite);
    const contentType = c.req.header('content-type') ?? '';
    const most = wait === 0 && /^multipart\//i.test(contentType) ? limits.multipart : limits.form;
    const { body, whole, crowded } = await readUpTo(c, most, { room });
    const post: Post = { raw: { body, contentType, receivedAt: env.now() }, form: unknownForm(c.req.param('form')!), asJson };
    if (wait > 0) return refuse(c, { ...post, found: tooOften(wait), headers: comeAgain(tooOften(wait)) });
    try {
      refuseEncoded(c);
      const form = await findForm(env, post.form.channel.id);
      if (!form) return asJson ? answerProblem(noForm, anySite) : pages.notFound();
      post.form = form;
      if (crowded) throw new Busy('too many large bodies at once');
      if (!whole) throw new BadInput(413, `That is more than we can take: at most ${most / 1_000_000} MB.`);
      return await take(c, post);
    } catch (error) {
      const found = problemOf(error) ?? ownTrouble;
      if (found.status >= 500) env.log('error', 'a form could not be kept', { form: post.form.channel.id, error: String(error) });
      return asJson ? answerProblem(found, anySite) : refuse(c, { ...post, found, headers: comeAgain(found) });
    }
  });

  async function take(c: Ask, post: Post): Promise<Response> {
    const { raw, form, asJson } = post;
    const standard = await readStandard(env.read);
    const items = env.channels.get(form.channel.kind)!.understand!(raw, worldBy(standard));
    const steer = steering(raw);
    const stampedAt = stampTime(env.settings.secret, steer.get('_stamp'));
    const again = (problems: FormProblem[]) =>
      showForm(env, pages, c, form, standard, { typed: steer, stampedAt, problems, hadFiles: items.some(hasFiles) });
    if (items.every(hasNothing)) {
      if (asJson)
        throw new BadInput(422, 'There is nothing in it. Please send at least a message and a way to reach you.', 'message');
      return again(['no-contact', 'no-message']);
    }
    const problems = stampedAt === null || asJson ? [] : formProblems(steer, items[0] as Message, standard.team.country);
    if (problems.length > 0) return again(problems);
    const age = stampedAt === null ? quickest : raw.receivedAt - stampedAt;
    const doubt = age >= 0 && age < quickest ? 'sent quicker than anybody types' : null;
    const door = { acknowledge: true, language: formLanguage(c, form, standard.team), doubt };
    const [received] = await receiveItems(env, form.channel, raw, items, door);
    return answer(c, post, standard, steer, received!);
  }

  /** The same for everybody: known or not, taken for an enquiry or not. */
  function answer(
    c: Ask,
    { form, asJson }: Post,
    standard: Standard,
    steer: ReadonlyMap<string, string>,
    { arrival, duplicate }: Received,
  ): Response {
    const receipt = `/e/${sign(env.settings.secret, 'receipt', arrival.id)}`;
    if (asJson) {
      const hearBy = promisedFor(standard, arrival);
      const said = {
        arrival: { id: arrival.id, outcome: 'received' },
        hearBy: hearBy === null ? null : new Date(hearBy).toISOString(),
        page: env.settings.url + receipt,
        ...(duplicate ? { duplicate: true } : {}),
      };
      return new Response(JSON.stringify(said), { status: 201, headers: jsonHeaders });
    }
    const next = nextUrl(c, form, steer.get('_next') ?? c.req.query('_next'));
    const embedded = c.req.query('embed') === undefined ? '' : '?embed';
    return new Response(null, {
      status: 303,
      headers: { ...anySite, location: next ?? at(env, receipt) + embedded, 'cache-control': 'no-store' },
    });
  }
}

const noForm = problem(404, 'There is no such form.');
const tooOften = (wait: number) => problem(429, 'That was too often. Please come again later.', { retryAfter: secondsOf(wait) });
const ownTrouble = problem(503, 'Baton cannot keep this just now. Please send it again in a moment.');

/** Stands in until the form is read, and where nothing can be read: the text has to be shown all the same. */
const unknownForm = (id: string): Form => ({ channel: { id, kind: 'website-form' } as Form['channel'], config: {} });

/** What the post says about itself. Most forms of other sites say nothing, and then it is not read a second time. */
const steering = ({ body, contentType }: Raw): ReadonlyMap<string, string> =>
  body.includes(underscore) ? typedFields(body, contentType) : new Map();
const underscore = 0x5f;

const hasFiles = (item: Item): boolean => 'attachments' in item && (item.attachments?.length ?? 0) > 0;

function answersJson(c: Ask): boolean {
  const accept = c.req.header('accept') ?? '';
  return acceptsJson(accept) || (!accept.includes('text/html') && /^[\w/]+[+/]json\b/i.test(c.req.header('content-type') ?? ''));
}
