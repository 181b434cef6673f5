import { type Fuse, fuseOf, fuseOfStep } from '#domain/burn.ts';
import { isPhone } from '#domain/contact.ts';
import type { Sayer } from '#domain/say-time.ts';
import { stageNamed } from '#domain/stage.ts';
import type { LeadShown } from '#store/read-leads.ts';
import type { Standard } from '#store/standard.ts';
import { dayWords, sourceWords } from '../lead-words.ts';
import { whoOf } from '../who-of.ts';

type TodaySection = 'waiting' | 'wrote-back' | 'steps';

export type TodayRow = {
  id: string;
  section: TodaySection;
  number: number;
  who: string;
  chip: { words: string; tone: '' | 'late' | 'waiting' } | null;
  source: string | null;
  asked: string;
  below: string;
  fuse: Fuse;
  /** What begins with “?” opens over the list; a number can be rung at once. */
  act: { words: string; href: string; tel?: string };
};

/** What they said last, where that is not what they asked first. */
export type Said = { asked: string; source: string; at: number };

const owed: ReadonlySet<string> = new Set(['late', 'second-try', 'waiting-for-answer', 'undelivered']);

export const sectionOf = (lead: Pick<LeadShown, 'attention_kind'>): TodaySection => {
  const kind = lead.attention_kind ?? '';
  return kind === 'wrote-back' ? 'wrote-back' : owed.has(kind) ? 'waiting' : 'steps';
};

/** One lead as Today shows it: the next thing to do is its one button. */
export function todayRow(lead: LeadShown, standard: Standard, say: Sayer, now: number, me: string, said?: Said): TodayRow {
  const { team, timetable, stages } = standard;
  const section = sectionOf(lead);
  const answer = section !== 'steps';
  const due = answer ? (lead.answer_due_at ?? lead.attention_due_at!) : (lead.next_due_at ?? lead.attention_due_at!);
  const who = whoOf(lead, team.country);
  const asked = said?.asked || lead.asked;
  const source = sourceWords(lead.source);
  return {
    id: lead.id,
    section,
    number: lead.number,
    who: lead.contact_company && lead.contact_company !== who ? `${who}, ${lead.contact_company}` : who,
    chip: chipOf(lead, section, stageNamed(stages, lead.stage)?.name ?? lead.stage),
    source: section === 'waiting' ? (lead.referred_by ? `${source}, ${lead.referred_by}` : source) : null,
    asked: answer ? (lead.source === 'missed-call' ? asked : `“${asked}”`) : (lead.next_what ?? ''),
    below: below(lead, section, say, now, me, said),
    fuse: answer
      ? fuseOf(
          { startedAt: lead.clock_started_at ?? lead.received_at, dueAt: due, second: lead.inbound_count > 1 },
          now,
          timetable,
          say,
        )
      : fuseOfStep(due, false, now, timetable, say),
    act: actOf(lead, answer),
  };
}

function chipOf(lead: LeadShown, section: TodaySection, stage: string): TodayRow['chip'] {
  if (lead.attention_kind === 'undelivered') return { words: 'not sent', tone: 'late' };
  if (section === 'waiting' && lead.inbound_count > 1)
    return { words: lead.inbound_count === 2 ? 'second try' : `try number ${lead.inbound_count}`, tone: 'late' };
  if (lead.attention_kind === 'untouched') return { words: 'quiet for a while', tone: '' };
  if (lead.attention_kind === 'stuck') return { words: `long at “${stage}”`, tone: '' };
  if (lead.attention_kind === 'hand-over') return { words: 'handed over', tone: 'waiting' };
  if (lead.attention_kind === 'quote-owed') return { words: 'Quote owed', tone: '' };
  if (lead.attention_kind === 'woke') return { words: 'back from later', tone: 'waiting' };
  return section === 'waiting' ? null : { words: stage, tone: '' };
}

function below(lead: LeadShown, section: TodaySection, say: Sayer, now: number, me: string, said?: Said): string {
  const whose = lead.owned_by_id === me ? 'yours' : `with ${lead.owner_name}`;
  const when = (at: number) => (say.nearDay(at, now) === 'today' ? say.clock(at) : say.nearShort(at, now));
  if (section === 'wrote-back') return said ? `${whose} · ${when(said.at)} ${byWords(said.source)}` : whose;
  if (section === 'waiting') return `${whose} · ${lead.seen_at === null ? 'not opened yet' : `seen ${when(lead.seen_at)}`}`;
  const told = lead.next_told_at === null ? null : 'we told them so';
  const last = lead.last_contact_at === null ? null : `last in touch ${dayAgo(lead.last_contact_at, now, say)}`;
  const suggested = lead.next_suggested_at === null ? null : 'suggested';
  return [whose, told, last, suggested].filter(Boolean).join(' · ');
}

/** "yesterday", "Tuesday", further back "Wed 11 Nov". */
export function dayAgo(at: number, now: number, say: Sayer): string {
  const day = say.nearDay(at, now);
  if (day === 'today' || day === 'yesterday') return day;
  return now - at < 6 * 86_400_000 ? say.weekday(at) : dayWords(at, say);
}

function actOf(lead: LeadShown, answer: boolean): TodayRow['act'] {
  if (!answer) return { words: 'Done…', href: `?done=${lead.number}` };
  const call =
    isPhone(lead.contact_phone) && (lead.attention_kind === 'late' || !lead.contact_email || lead.source === 'missed-call');
  return call
    ? { words: 'Call', href: `?call=${lead.number}`, tel: `tel:${lead.contact_phone}` }
    : { words: 'Reply', href: `/leads/${lead.number}?reply` };
}

const names = /^(WhatsApp|SMS|Facebook|Instagram|Google|LinkedIn)/;

/** "by email", "by WhatsApp" */
function byWords(source: string): string {
  const words = sourceWords(source);
  return `by ${names.test(words) ? words : words.toLowerCase()}`;
}
