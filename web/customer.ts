import type { Item, Message, Raw } from '#channels/channel.ts';
import { BadInput } from '#domain/bad-input.ts';
import { manyLines } from '#domain/well-formed.ts';
import { findChannel } from '#store/arrivals.ts';
import { type EnquiryPage, readEnquiryPage } from '#store/enquiry-page.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { receiveItems } from '#work/arrivals/receive.ts';
import { messageOf } from '#work/arrivals/sort-arrival.ts';
import { withdrawEnquiry } from '#work/arrivals/withdraw-enquiry.ts';
import { worldBy } from '#work/arrivals/world-of.ts';
import type { Env } from '#work/env.ts';
import { verify } from '#work/running/secret.ts';
import { at } from './base.ts';
import { limits, readUpTo } from './body.ts';
import { enquiryPage } from './customer-shown.ts';
import type { Ask, OpenDoor } from './doors.ts';
import { isFileWeTake } from './file-kinds.ts';
import { hasNothing } from './form-problems.ts';
import type { CustomerPageFacts } from './pages/customer-page.ts';
import { messagePage } from './pages/message-page.ts';
import { withdrawPage } from './pages/withdraw-page.ts';
import { problemOf } from './problem.ts';
import { matterOf, type Pages } from './public.ts';
import type { WaitFor } from './rate-limit.ts';
import { showReceipt } from './receipt-shown.ts';
import type { Room } from './room.ts';
import { asLanguage, teamFace } from './team-face.ts';
import { typedFields } from './typed-fields.ts';

/** After closing. Milliseconds. */
const pageLasts = 60 * 86_400_000;

type Draft = NonNullable<CustomerPageFacts['draft']>;
type Known = { page: EnquiryPage; standard: Standard; token: string };

/**
 * What a customer sees of their own enquiry: right after sending, only what was just sent; by the link in their mail, where it
 * stands. Looking changes nothing, because mail scanners open every link.
 */
export function customerDoor(env: Env, open: OpenDoor, pages: Pages, { waitFor, room }: { waitFor: WaitFor; room: Room }): void {
  const addressOf = (token: string) => at(env, `/e/${token}`);

  open('GET', '/e/:token', 'anyone', async (c) => {
    const token = c.req.param('token')!;
    const receipt = verify(env.settings.secret, 'receipt', token);
    if (receipt !== null) return showReceipt(env, pages, receipt, c.req.query('embed') !== undefined);
    return ofPage(token, (known) => show(known, { justAdded: c.req.query('added') !== undefined }));
  });

  open('POST', '/e/:token', 'anyone', async (c) =>
    ofPage(c.req.param('token')!, (known) => {
      const wait = waitFor(c);
      return wait > 0 ? again(c, known, 429, wait) : add(c, known);
    }),
  );

  open('GET', '/e/:token/withdraw', 'anyone', async (c) => ofPage(c.req.param('token')!, askToWithdraw));

  open('POST', '/e/:token/withdraw', 'anyone', async (c) =>
    ofPage(c.req.param('token')!, async (known) => {
      const wait = waitFor(c);
      const { body } = await readUpTo(c, limits.form);
      if (wait > 0) return pages.message({ is: 'too-often' }, { status: 429, headers: retryAfter(wait) });
      const reason = typedFields(body, c.req.header('content-type') ?? '').get('reason') ?? '';
      await withdrawEnquiry(env, known.page.arrival.id, manyLines(reason, 2_000));
      return seeOther(addressOf(known.token));
    }),
  );

  /** Whatever is wrong with a token, the answer is the same and says nothing. */
  async function ofPage(token: string, then: (known: Known) => Response | Promise<Response>): Promise<Response> {
    const arrivalId = verify(env.settings.secret, 'page', token);
    const page = arrivalId === null ? null : await readEnquiryPage(env.read, arrivalId);
    if (!page) return pages.notFound();
    const standard = await readStandard(env.read);
    if (page.lead.closed_at === null || env.now() - page.lead.closed_at <= pageLasts) return then({ page, standard, token });
    const ended = messagePage({
      language: asLanguage(page.arrival.language),
      team: teamFace(standard),
      matter: { is: 'expired' },
    });
    return pages.render(ended, { status: 410 });
  }

  function show(
    { page, standard, token }: Known,
    more: { justAdded?: boolean; draft?: Draft; status?: number; headers?: Record<string, string> } = {},
  ): Response {
    const say = pages.say(asLanguage(page.arrival.language), standard);
    const made = enquiryPage(page, standard, say, {
      now: env.now(),
      address: addressOf(token),
      justAdded: more.justAdded ?? false,
      draft: more.draft ?? null,
    });
    return pages.render(made, { status: more.status ?? 200, headers: more.headers ?? {} });
  }

  function askToWithdraw({ page, standard, token }: Known): Response {
    if (page.lead.state === 'closed') return seeOther(addressOf(token));
    const asked = withdrawPage({
      language: asLanguage(page.arrival.language),
      team: teamFace(standard),
      number: page.lead.number,
      asked: page.arrival.asked,
      action: `${addressOf(token)}/withdraw`,
      stamp: '',
      backUrl: addressOf(token),
    });
    return pages.render(asked);
  }

  /** What they add is an arrival of its own, on the lead that this page belongs to. */
  async function add(c: Ask, known: Known): Promise<Response> {
    const { page, standard, token } = known;
    const contentType = c.req.header('content-type') ?? '';
    const { body, whole, crowded } = await readUpTo(c, /^multipart\//i.test(contentType) ? limits.multipart : limits.form, {
      room,
    });
    const raw: Raw = { body, contentType, receivedAt: env.now() };
    const text = () => typedFields(body, contentType).get('message') ?? '';
    const wrong = (problem: Draft['problem'], status: number) => show(known, { draft: { text: text(), problem }, status });
    if (!whole) return wrong('files-too-large', 413);
    if (crowded) return again(c, known, 503, 5_000, text());
    try {
      const [item] = env.channels.get('website-form')!.understand!(raw, worldBy(standard));
      if (!item || hasNothing(item)) return wrong('nothing-added', 422);
      if (text().length > 20_000) return wrong('too-long', 422);
      const addition = additionOf(item, page);
      if (!addition.attachments!.every(isFileWeTake)) return wrong('file-kind', 422);
      const channel = await findChannel(env.read, page.arrival.channel_id);
      const door = { detail: true, acknowledge: true, language: page.arrival.language };
      await receiveItems(env, channel!, raw, [addition], door);
      return seeOther(`${addressOf(token)}?added`);
    } catch (error) {
      if (error instanceof BadInput && error.status === 413) return wrong('too-many-files', 413);
      const found = problemOf(error);
      if (found?.status !== 503) throw error;
      return again(c, known, 503, 5_000, text());
    }
  }

  /** Not now: the text is on the page and can be sent again. */
  async function again(
    c: Ask,
    { page, standard, token }: Known,
    status: 429 | 503,
    wait: number,
    typed?: string,
  ): Promise<Response> {
    const contentType = c.req.header('content-type') ?? '';
    const text = typed ?? typedFields((await readUpTo(c, limits.form)).body, contentType).get('message') ?? '';
    const kept = { action: addressOf(token), stamp: '', message: text, fields: {}, hadFiles: /^multipart\//i.test(contentType) };
    const matter = matterOf({ type: '', title: '', detail: '', status });
    const made = messagePage({ language: asLanguage(page.arrival.language), team: teamFace(standard), matter, kept });
    return pages.render(made, { status, headers: retryAfter(wait) });
  }
}

function additionOf(item: Item, { arrival }: EnquiryPage): Message {
  const said = item.is === 'message' ? item : null;
  const { from } = messageOf(arrival);
  return {
    is: 'message',
    source: 'website-form',
    from,
    asked: said?.asked ?? '',
    thread: arrival.id,
    attachments: said?.attachments ?? [],
    ...(arrival.language ? { language: arrival.language } : {}),
  };
}

const retryAfter = (wait: number) => ({ 'retry-after': String(Math.ceil(wait / 1000)) });

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
