import { sayMoney } from '#domain/money.ts';
import type { Sayer } from '#domain/say-time.ts';
import { stageNamed } from '#domain/stage.ts';
import type { LeadShown } from '#store/read-leads.ts';
import { owedAttentions } from '#store/read-table.ts';
import type { Standard } from '#store/standard.ts';
import { outcomeWords, reasonWords, sourceWords } from '../lead-words.ts';
import { whoOf } from '../who-of.ts';

export type Cell = { words: string; exact?: string; tone?: '' | 'late' | 'soon' | 'waiting' };

export type TableRow = {
  id: string;
  section: 'leads';
  number: number;
  who: string;
  company: string | null;
  source: string;
  received: Cell;
  owner: string;
  stage: string;
  last: Cell;
  next: Cell;
  what: string;
  value: string | null;
  note: string;
};

const anHour = 3_600_000;
const aDay = 24 * anHour;
const owed: ReadonlySet<string> = new Set(owedAttentions);

/** "today 13:08", "Fri 20 Nov", with the year where it is another. */
function dayCell(ms: number, now: number, say: Sayer, clock: boolean): Cell {
  const day = say.nearDay(ms, now);
  const exact = say.dayClock(ms);
  if (day === 'today') return { words: clock ? `today ${say.clock(ms)}` : 'today', exact };
  if (day === 'tomorrow' || day === 'yesterday')
    return { words: clock && day === 'tomorrow' ? `tomorrow ${say.clock(ms)}` : day, exact };
  if (Math.abs(ms - now) > 300 * aDay) return { words: day.replace(/^\w+,? /, ''), exact };
  return { words: say.shortDate(ms).replace(/,[^,]*$/, ''), exact };
}

function nextCell(lead: LeadShown, now: number, say: Sayer): Cell {
  if (lead.state === 'closed') {
    const how = outcomeWords[lead.outcome ?? ''] ?? 'closed';
    const why = lead.outcome === 'lost' && lead.reason ? `, ${reasonWords[lead.reason] ?? lead.reason}` : '';
    return { ...dayCell(lead.closed_at!, now, say, false), words: how + why };
  }
  const due = lead.later_until_at ?? lead.waiting_until_at ?? lead.next_due_at!;
  const cell = dayCell(due, now, say, true);
  if (lead.state === 'later') return { ...cell, words: `later, ${cell.words}`, tone: 'waiting' };
  if (lead.waiting_at !== null)
    return { ...cell, words: `waiting until ${dayCell(due, now, say, false).words}`, tone: 'waiting' };
  if (due <= now) {
    const since = now - due < 6 * aDay && cell.words !== 'yesterday' ? say.short(due).split(' ')[0] : cell.words;
    return { ...cell, words: cell.words.startsWith('today') ? cell.words : `since ${since}`, tone: 'late' };
  }
  return {
    ...cell,
    tone: due - now < 2 * anHour || (lead.attention_kind !== null && owed.has(lead.attention_kind)) ? 'soon' : '',
  };
}

function lastCell(lead: LeadShown, now: number, say: Sayer): Cell {
  if (lead.last_contact_at !== null) return dayCell(lead.last_contact_at, now, say, false);
  if (lead.tried_count > 0) return { words: lead.tried_count === 1 ? 'tried' : `tried ${lead.tried_count} times` };
  return { words: '–' };
}

/** One lead as the table shows it: its eleven columns in words. */
export function tableRow(lead: LeadShown, { team, stages }: Standard, say: Sayer, now: number): TableRow {
  const who = whoOf(lead, team.country);
  const source = sourceWords(lead.source);
  return {
    id: lead.id,
    section: 'leads',
    number: lead.number,
    who,
    company: lead.contact_company && lead.contact_company !== who ? lead.contact_company : null,
    source: lead.referred_by ? `${source}, ${lead.referred_by}` : source,
    received: dayCell(lead.received_at, now, say, false),
    owner: lead.owner_name,
    stage: stageNamed(stages, lead.stage)?.name ?? lead.stage,
    last: lastCell(lead, now, say),
    next: nextCell(lead, now, say),
    what: lead.state === 'closed' ? '' : (lead.next_what ?? ''),
    value: lead.value === null ? null : sayMoney(lead.value, lead.currency, say.locale),
    note: lead.status_note ?? lead.asked,
  };
}
