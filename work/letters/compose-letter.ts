import { answerBy } from '#domain/answer-by.ts';
import { acknowledgement } from '#domain/letters/acknowledgement.ts';
import { reply } from '#domain/letters/reply.ts';
import { takesLonger } from '#domain/letters/takes-longer.ts';
import { answerDueAt } from '#domain/outlook.ts';
import { numberOutside } from '#domain/response-rule.ts';
import type { Language } from '#domain/say-time.ts';
import { isSource } from '#domain/source.ts';
import { findArrival } from '#store/arrivals.ts';
import { findContact, findPoint } from '#store/contacts.ts';
import { findLead, readCase } from '#store/leads.ts';
import { findMember } from '#store/members.ts';
import { automaticLettersTo, lettersSent } from '#store/outbox.ts';
import type { ArrivalRow, ContactRow, LeadRow, OutboxEntryRow, TeamRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { sign } from '../running/secret.ts';
import type { Composed } from './deliver-outbox.ts';
import { saying } from './saying.ts';

const acknowledgeWithin = 4 * 3_600_000;
const brake = { letters: 5, within: 3_600_000 };

type Matter = { lead: LeadRow; contact: ContactRow; arrival: ArrivalRow | null; address: string };

/** A letter to a customer, from what is true at the moment it goes. */
export async function composeLetter(env: Env, standard: Standard, row: OutboxEntryRow): Promise<Composed> {
  const lead = await findLead(env.read, row.lead_id!);
  const contact = lead && (await findContact(env.read, lead.contact_id));
  // What a person wanted sent is shown as not sent; what Baton says by itself is left out quietly.
  const not = (reason: string): Composed => (row.kind === 'acknowledgement' ? { skip: reason } : { refuse: reason });
  if (!lead || !contact || !row.address) return not('There is nobody to write to any more.');
  const [point] = await findPoint(env.read, { kind: 'email', value: row.address });
  if (point?.stopped_at) return not('This address has asked for no more mail.');
  if (point?.bounced_at) return not('Mail to this address came back.');
  const arrival = (await findArrival(env.read, row.arrival_id ?? '')) ?? (await firstArrival(env, lead.id));
  const matter = { lead, contact, arrival, address: row.address };
  if (row.kind === 'reply') return composeReply(env, standard, row, matter);
  if ((await automaticLettersTo(env.read, row.address, env.now() - brake.within)) >= brake.letters)
    return not('This address has had five automatic letters within the hour.');
  return row.kind === 'takes-longer'
    ? composeTakesLonger(env, standard, row, matter)
    : composeAcknowledgement(env, standard, matter);
}

const firstArrival = async (env: Env, leadId: string): Promise<ArrivalRow | null> =>
  (await env.read
    .selectFrom('arrivals')
    .selectAll()
    .where('lead_id', '=', leadId)
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()) ?? null;

async function composeAcknowledgement(env: Env, standard: Standard, matter: Matter): Promise<Composed> {
  const { lead, contact, arrival } = matter;
  const { team, timetable } = standard;
  if (team.acknowledgement === 'none') return { skip: 'the team sends no acknowledgements' };
  if (lead.first_answer_at !== null) return { skip: 'a person has answered already' };
  if (lead.state === 'closed') return { skip: 'the lead is closed' };
  if (!arrival || env.now() - arrival.received_at > acknowledgeWithin)
    return { skip: 'it came too long ago to be acknowledged now' };
  const { clock } = await readCase(env.read, lead);
  const owedAt = clock && answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });
  const told = owedAt !== null && owedAt <= arrival.recorded_at ? reckonedFrom(env.now(), arrival, standard) : null;
  const dueAt = told ?? owedAt;
  const language = languageOf(arrival, team);
  const say = saying(localeFor(language, team), timetable);
  const letter = acknowledgement({
    language,
    team: faceOf(standard),
    name: contact.name,
    asked: arrival.asked,
    about: arrival.subject,
    style: team.acknowledgement,
    answerBy: dueAt !== null && dueAt > env.now() ? { by: say.by(dueAt) } : null,
    ownerName: await ownerName(env, team, lead),
    pageUrl: pageUrl(env, arrival.id),
    second: false,
  });
  return {
    letter: { ...letter, to: toOf(matter), automatic: true, acknowledges: true },
    ...(told === null || team.acknowledgement !== 'exact' ? {} : { told: { arrivalId: arrival.id, at: told } }),
  };
}

/** It was late before we had it, and nobody was told that time: the one they are told is reckoned from now. */
function reckonedFrom(now: number, { source, channel_id, urgent_at }: ArrivalRow, { rule, timetable, team }: Standard): number {
  const owed = {
    receivedAt: now,
    kind: 'first' as const,
    source: isSource(source) ? source : 'other',
    channel: channel_id,
    urgent: urgent_at !== null,
    onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
  };
  return answerBy(owed, rule, timetable).dueAt;
}

async function composeTakesLonger(env: Env, standard: Standard, row: OutboxEntryRow, matter: Matter): Promise<Composed> {
  const { team, timetable } = standard;
  const { lead, contact, arrival } = matter;
  const { until } = JSON.parse(row.body ?? '{}') as { until: number };
  if (until <= env.now()) return { skip: 'the new time has passed' };
  if (lead.state === 'closed') return { skip: 'the lead is closed' };
  const language = languageOf(arrival, team);
  const say = saying(localeFor(language, team), timetable);
  const letter = takesLonger({
    language,
    team: faceOf(standard),
    name: contact.name,
    by: say.by(until),
    ownerName: await ownerName(env, team, lead),
    pageUrl: arrival ? pageUrl(env, arrival.id) : env.settings.url,
    asked: lead.asked,
  });
  return { letter: { ...letter, to: toOf(matter), automatic: true, ...(await threadOf(env, lead)) } };
}

async function composeReply(env: Env, standard: Standard, row: OutboxEntryRow, matter: Matter): Promise<Composed> {
  const { team } = standard;
  const { lead, arrival } = matter;
  const touch = await env.read.selectFrom('touches').selectAll().where('id', '=', row.touch_id!).executeTakeFirst();
  if (!touch?.text || touch.undone_at !== null) return { skip: 'it was taken back' };
  const language = languageOf(arrival, team);
  const thread = await threadOf(env, lead);
  const given = (JSON.parse(row.body ?? '{}') as { subject?: string }).subject;
  const letter = reply({
    language,
    team: faceOf(standard),
    subject: given ?? thread.subject ?? arrival?.subject ?? null,
    text: touch.text,
    signature: team.signature,
  });
  const { subject: _subject, ...headers } = thread;
  return { letter: { ...letter, to: toOf(matter), automatic: false, ...headers } };
}

/** What we wrote before in this matter, so that mail programs keep it in one thread (RFC 5322 section 3.6.4). */
async function threadOf(env: Env, lead: LeadRow): Promise<{ inReplyTo?: string; references?: string[]; subject?: string }> {
  const sent = await lettersSent(env.read, lead.id);
  const references = sent.map(({ message_id }) => message_id).filter((id): id is string => id !== null);
  const last = references.at(-1);
  const subject = sent[0] && (JSON.parse(sent[0].body ?? '{}') as { subject?: string }).subject;
  return last ? { inReplyTo: last, references, ...(subject ? { subject } : {}) } : {};
}

const toOf = ({ contact, address }: Matter) => ({ name: contact.name ?? '', address });

const faceOf = ({ team, rule }: Standard) => ({
  name: team.name,
  phone: team.phone,
  urgentPhone: numberOutside(rule, team.urgent_phone),
});

const languageOf = (arrival: ArrivalRow | null, team: TeamRow): Language =>
  (arrival?.language ?? team.locale).startsWith('de') ? 'de' : 'en';

const ownerName = async (env: Env, team: TeamRow, lead: LeadRow): Promise<string | null> =>
  team.names_shown_at !== null && lead.owner_id ? ((await findMember(env.read, lead.owner_id))?.name ?? null) : null;

/** The team's own way of writing times where it speaks the language, else the language's usual one. */
export const localeFor = (language: Language, team: TeamRow): string =>
  team.locale.startsWith(language) ? team.locale : language === 'de' ? 'de-DE' : 'en-GB';

/** The customer's page: the link that goes to their own address. */
export const pageUrl = (env: Env, arrivalId: string): string =>
  `${env.settings.url}/e/${sign(env.settings.secret, 'page', arrivalId)}`;
