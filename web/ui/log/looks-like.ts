import { emailPoint, phonePoint } from '#domain/contact.ts';
import type { Sayer } from '#domain/say-time.ts';
import { askedWords } from '#domain/search-words.ts';
import { findContact, findPoint } from '#store/contacts.ts';
import type { Db } from '#store/engine.ts';
import { leadsOfFamily } from '#store/family.ts';
import { type LeadShown, listLeads, showLeads } from '#store/read-leads.ts';
import type { Standard } from '#store/standard.ts';
import { readTouches } from '#store/timeline.ts';
import { whoOf } from '../who-of.ts';

export type LooksLike = {
  who: string;
  name: string | null;
  /** "same number", "same address", "the name" */
  by: string;
  number: number;
  open: boolean;
  words: string;
};

/** Whom somebody means while they type how to reach them: by number or address, else by the words of the name. */
export async function looksLike(db: Db, standard: Standard, typed: string, say: Sayer, now: number): Promise<LooksLike | null> {
  const country = standard.team.country;
  const email = typed.includes('@') ? emailPoint(typed) : null;
  const phone = email ? null : phonePoint(typed, country);
  const known = email
    ? await byPoint(db, { kind: 'email', value: email })
    : phone
      ? await byPoint(db, { kind: 'phone', value: phone })
      : null;
  const by = email ? 'same address' : phone ? 'same number' : 'the same name';
  const lead = known ?? (email || phone ? null : await byName(db, typed));
  if (!lead) return null;
  const open = lead.state !== 'closed';
  return {
    who: whoOf(lead, country),
    name: lead.contact_name,
    by,
    number: lead.number,
    open,
    words: [open ? `open #${lead.number}` : `#${lead.number}, closed`, await lastWords(db, lead, say, now)]
      .filter(Boolean)
      .join(', '),
  };
}

/** Of that person's leads an open one, else the newest. */
async function byPoint(db: Db, point: { kind: 'email' | 'phone'; value: string }): Promise<LeadShown | null> {
  const [found] = await findPoint(db, point);
  if (!found || found.shared_at !== null) return null;
  const contact = await findContact(db, found.contact_id);
  const ids = contact ? await leadsOfFamily(db, contact.id) : [];
  const leads = (await showLeads(db, ids.slice(0, 20))).sort((a, b) => b.number - a.number);
  return leads.find(({ state }) => state !== 'closed') ?? leads[0] ?? null;
}

async function byName(db: Db, typed: string): Promise<LeadShown | null> {
  const words = askedWords(typed);
  if (typed.trim().length < 3 || words.length === 0) return null;
  const leads = await listLeads(db, { words, state: 'open', limit: 2 });
  return leads.length === 1 ? leads[0]! : null;
}

/** "Ben spoke with them on Tuesday" */
async function lastWords(db: Db, lead: LeadShown, say: Sayer, now: number): Promise<string | null> {
  const last = (await readTouches(db, lead.id)).at(-1);
  if (!last) return null;
  const day = say.nearDay(last.at, now);
  const when = /^(today|yesterday)$/.test(day) ? day : `on ${now - last.at < 6 * 86_400_000 ? say.weekday(last.at) : day}`;
  if (last.direction === 'in')
    return last.result === 'spoke' && last.by ? `${last.by} spoke with them ${when}` : `they got in touch ${when}`;
  return last.result === 'spoke'
    ? `${last.by} spoke with them ${when}`
    : last.result === 'no-answer'
      ? `${last.by} rang them ${when}`
      : `${last.by} wrote to them ${when}`;
}
