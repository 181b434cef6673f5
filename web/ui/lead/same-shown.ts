import { emailPoint, phonePoint } from '#domain/contact.ts';
import type { Sayer } from '#domain/say-time.ts';
import { findContact } from '#store/contacts.ts';
import type { Db } from '#store/engine.ts';
import { leadsOfFamily } from '#store/family.ts';
import { findLead } from '#store/leads.ts';
import { listMembers } from '#store/members.ts';
import { type earlierLeads, sendersOf } from '#store/read-lead.ts';
import type { ContactRow, LeadRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { readTimeline } from '#store/timeline.ts';
import { outcomeWords } from '../lead-words.ts';

type Other = Awaited<ReturnType<typeof earlierLeads>>[number];
type Entries = Awaited<ReturnType<typeof readTimeline>>;

export type Same = {
  number: number;
  /** "Same number as" */
  how: string;
  who: string;
  asked: string;
  words: string;
  mayMerge: boolean;
  /** Another contact, of which nobody has said yet whether it is the same person. */
  contact: string | null;
};

const most = 2;

/** Who else was here by the same number or address: leads of this person first, then somebody who may be this person. */
export async function sameShown(
  db: Db,
  { lead, person, earlier, entries }: { lead: LeadRow; person: ContactRow; earlier: readonly Other[]; entries: Entries },
  { team }: Standard,
  say: Sayer,
  now: number,
): Promise<Same[]> {
  // Where it was merged, it is said already that it goes on there.
  const apart = earlier.filter(({ id }) => id !== lead.merged_into_id);
  const open = apart.filter(({ state }) => state !== 'closed');
  const over = apart.filter(({ state }) => state === 'closed');
  const known = [...open.slice(0, most), ...over.slice(0, open.length === 0 ? 1 : 0)].map((other) => ({ other, contact: null }));
  const asked = (await Promise.all(doubts(entries).map((id) => perhaps(db, id, person)))).filter((one) => one !== null);
  const others = [...known, ...asked];
  if (others.length === 0) return [];
  const [members, senders] = await Promise.all([
    listMembers(db),
    sendersOf(db, [lead.id, ...others.map(({ other }) => other.id)]),
  ]);
  const of = (id: string) => senders.filter(({ lead_id }) => lead_id === id);
  return others.map(({ other, contact }) => ({
    number: other.number,
    how: howSame(of(lead.id), of(other.id), contact, team.country),
    who: of(other.id).find(({ from_name }) => from_name)?.from_name ?? contact?.name ?? person.name ?? `#${other.number}`,
    asked: inShort(other.asked),
    words: standsAs(other, members.find(({ id }) => id === other.owned_by_id)?.name ?? null, say, now, team.zone),
    mayMerge: lead.state !== 'closed' && other.state !== 'closed',
    contact: contact?.id ?? null,
  }));
}

/** At most a line of it, ended after a whole word. */
const inShort = (asked: string): string => (asked.length <= 80 ? asked : `${asked.slice(0, 80).replace(/\s+\S*$/, '')}…`);

/** The contacts of which it was asked whether they are this person, where nobody has said that they are not. */
function doubts(entries: Entries): string[] {
  const of = (kind: string) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map(({ facts }) => (JSON.parse(facts ?? '{}') as { contact?: string }).contact);
  const denied = new Set(of('two-people'));
  return [...new Set(of('same-person'))].filter((id): id is string => id !== undefined && !denied.has(id));
}

/** That contact with its open lead, else its newest; null where it is this person by now. */
async function perhaps(db: Db, id: string, person: ContactRow): Promise<{ other: LeadRow; contact: ContactRow } | null> {
  const contact = await findContact(db, id);
  if (!contact || contact.id === person.id || contact.erased_at !== null) return null;
  const ids = await leadsOfFamily(db, contact.id);
  const leads = (await Promise.all(ids.slice(0, 20).map((one) => findLead(db, one)))).filter((lead) => lead !== undefined);
  const other = leads.find(({ state }) => state !== 'closed') ?? leads.find(({ merged_into_id }) => merged_into_id === null);
  return other ? { other, contact } : null;
}

type Senders = Awaited<ReturnType<typeof sendersOf>>;

function howSame(mine: Senders, theirs: Senders, contact: ContactRow | null, country: string): string {
  const phones = (senders: Senders) => senders.flatMap(({ from_phone }) => (from_phone && phonePoint(from_phone, country)) || []);
  const emails = (senders: Senders) => senders.flatMap(({ from_email }) => (from_email && emailPoint(from_email)) || []);
  const known = (way: string | null | undefined) => (way ? [way] : []);
  const meets = (a: string[], b: string[]) => a.some((one) => b.includes(one));
  if (meets(phones(mine), [...phones(theirs), ...known(contact?.phone)])) return 'Same number as';
  return meets(emails(mine), [...emails(theirs), ...known(contact?.email)]) ? 'Same address as' : 'Same person as';
}

/** "open with Ben Okoro", "won in March" */
function standsAs(
  other: Pick<Other, 'state' | 'outcome' | 'closed_at'>,
  owner: string | null,
  say: Sayer,
  now: number,
  zone: string,
) {
  if (other.state === 'later') return 'put to later';
  if (other.state === 'open') return owner ? `open with ${owner}` : 'open';
  const year = (at: number) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(at);
  const at = other.closed_at ?? now;
  const month = new Intl.DateTimeFormat(say.locale, {
    timeZone: zone,
    month: 'long',
    ...(year(at) === year(now) ? {} : { year: 'numeric' }),
  });
  return `${outcomeWords[other.outcome ?? ''] ?? 'closed'} in ${month.format(at)}`;
}
