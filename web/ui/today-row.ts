import { type Burn, burnOf, burnOfStep } from '#domain/burn.ts';
import { sayPhone } from '#domain/contact.ts';
import { type Sayer, sayer } from '#domain/say-time.ts';
import { isSource, sources } from '#domain/source.ts';
import { stageNamed } from '#domain/stage.ts';
import type { LeadShown } from '#store/read-leads.ts';
import type { Standard } from '#store/standard.ts';

export type TodayRow = {
  id: string;
  number: number;
  who: string;
  chip: { words: string; tone: '' | 'late' | 'waiting' } | null;
  source: string;
  asked: string;
  below: string;
  burn: Burn;
  act: { words: string; href: string };
};

const answers = new Set(['late', 'second-try', 'waiting-for-answer', 'wrote-back', 'undelivered']);

/** The interface speaks English; its times are written as the team writes them. */
export const sayerOf = ({ team }: Standard): Sayer => sayer(team.locale.startsWith('en') ? team.locale : 'en-GB', team.zone);

export const whoOf = (lead: LeadShown, country: string): string =>
  lead.contact_name ??
  lead.contact_company ??
  (lead.contact_phone ? sayPhone(lead.contact_phone, country) : null) ??
  lead.contact_email ??
  `#${lead.number}`;

/** One lead as Today shows it: the next thing to do is its one button. */
export function todayRow(lead: LeadShown, standard: Standard, now: number, me: string): TodayRow {
  const { team, timetable, stages } = standard;
  const say = sayerOf(standard);
  const answer = answers.has(lead.attention_kind ?? '');
  const due = answer ? (lead.answer_due_at ?? lead.attention_due_at!) : (lead.next_due_at ?? lead.attention_due_at!);
  const who = whoOf(lead, team.country);
  const stage = stageNamed(stages, lead.stage);
  return {
    id: lead.id,
    number: lead.number,
    who: lead.contact_company && lead.contact_company !== who ? `${who}, ${lead.contact_company}` : who,
    chip: chipOf(lead, answer, stage?.name ?? lead.stage),
    source: isSource(lead.source) ? sources[lead.source] : lead.source,
    asked: answer ? `“${lead.asked}”` : (lead.next_what ?? ''),
    below: below(lead, say, now, me),
    burn: answer
      ? burnOf({ startedAt: lead.clock_started_at ?? lead.received_at, dueAt: due, second: lead.inbound_count > 1 }, now, timetable, say)
      : burnOfStep(due, false, now, timetable, say),
    act: actOf(lead, answer),
  };
}

function chipOf(lead: LeadShown, answer: boolean, stage: string): TodayRow['chip'] {
  if (lead.attention_kind === 'undelivered') return { words: 'not sent', tone: 'late' };
  if (answer && lead.inbound_count > 1) return { words: lead.inbound_count === 2 ? 'second try' : `try number ${lead.inbound_count}`, tone: 'late' };
  if (lead.attention_kind === 'woke') return { words: 'back from later', tone: 'waiting' };
  return answer && lead.attention_kind !== 'wrote-back' ? null : { words: stage, tone: '' };
}

function below(lead: LeadShown, say: Sayer, now: number, me: string): string {
  const mine = lead.owned_by_id === me;
  const whose = mine ? 'yours' : `with ${lead.owner_name}`;
  const seen = lead.seen_at === null ? 'not opened yet' : `seen ${say.nearClock(lead.seen_at, now)}`;
  const told = lead.next_told_at === null ? (lead.next_suggested_at === null ? null : 'suggested') : 'we told them so';
  return answers.has(lead.attention_kind ?? '') ? `${whose} · ${seen}` : [whose, told].filter(Boolean).join(' · ');
}

function actOf(lead: LeadShown, answer: boolean): TodayRow['act'] {
  if (!answer) return { words: 'Done…', href: `/leads/${lead.number}?done` };
  const call = lead.contact_phone && (lead.attention_kind === 'late' || !lead.contact_email || lead.source === 'missed-call');
  return call ? { words: 'Call', href: `/leads/${lead.number}?call` } : { words: 'Reply', href: `/leads/${lead.number}?reply` };
}
