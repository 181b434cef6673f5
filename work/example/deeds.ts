import type { Source } from '#domain/source.ts';
import type { LeadRow } from '#store/schema.ts';
import { logEnquiry } from '../arrivals/log-enquiry.ts';
import { receive } from '../arrivals/receive.ts';
import { logTouch, type Then, type Touch } from '../leads/log-touch.ts';
import type { Enquiry } from './enquiries.ts';
import type { Guest } from './guests.ts';
import type { Tale } from './tale.ts';

type By = { memberId: string };

const form = 'application/x-www-form-urlencoded';

/** Somebody fills in the form of the website. Null where it opened no lead. */
export async function fillsInForm(
  { env, clock }: Tale,
  fields: Record<string, string>,
  more: { language?: string; doubt?: string } = {},
): Promise<LeadRow | null> {
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const raw = { body, contentType: form, receivedAt: clock.now };
  const [got] = await receive(env, 'website', raw, { acknowledge: true, ...more });
  return got?.lead ?? null;
}

export const formFields = ({ name, company, email, phone }: Guest, message: string): Record<string, string> => ({
  name,
  ...(company ? { company } : {}),
  ...(email ? { email } : {}),
  ...(phone ? { phone } : {}),
  message,
});

/** A member writes down what came on a way that Baton does not see by itself. */
export async function writesDown(
  { env }: Tale,
  by: By,
  { at, guest, wish, source, referredBy }: Enquiry,
  more: { asked?: string; spoken?: boolean; ownerId?: string | null } = {},
): Promise<LeadRow> {
  const { name, company, email, phone } = guest;
  const missed = source === 'missed-call';
  const { lead } = await logEnquiry(env, by, {
    source,
    from: {
      ...(missed ? {} : { name, ...(company ? { company } : {}), ...(email && source !== 'whatsapp' ? { email } : {}) }),
      ...(phone ? { phone } : {}),
    },
    asked: more.asked ?? wish.said,
    spoken: more.spoken ?? false,
    receivedAt: at,
    ownerId: more.ownerId ?? null,
    ...(referredBy ? { referredBy } : {}),
  });
  return lead!;
}

/** A touch of ours. */
export const touches = ({ env }: Tale, by: By, lead: LeadRow, touch: Touch) => logTouch(env, { id: lead.id }, by, touch);

export const rings = (
  tale: Tale,
  by: By,
  lead: LeadRow,
  result: Touch['result'],
  more: { text?: string; minutes?: number; then?: Then } = {},
) => touches(tale, by, lead, { kind: 'phone', direction: 'out', result, ...more });

/** By mail where there is an address, else by WhatsApp, which goes past Baton. */
export const writes = (tale: Tale, by: By, lead: LeadRow, guest: Guest, text: string, then?: Then) =>
  touches(tale, by, lead, {
    kind: mails(guest, lead) ? 'email' : 'whatsapp',
    direction: 'out',
    result: 'sent',
    text,
    ...(mails(guest, lead) ? { send: true } : {}),
    ...(then ? { then } : {}),
  });

const unseen: ReadonlySet<string> = new Set(['missed-call', 'whatsapp']);

/** Whether we know an address to write to: on some ways only a number comes. */
export const mails = ({ email }: Guest, { source }: LeadRow): boolean => Boolean(email) && !unseen.has(source);

/** Their next message in the same matter, on a way that somebody looks into. */
export const writeBack = (tale: Tale, by: By, guest: Guest, source: Source, asked: string, at: number) =>
  writesDown(tale, by, { at, guest, source, wish: { plot: 'question', asked, said: asked, about: '', worth: [0, 0] } });
