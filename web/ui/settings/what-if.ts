import { answerBy } from '#domain/answer-by.ts';
import type { Timetable } from '#domain/opening-hours.ts';
import type { ResponseRule } from '#domain/response-rule.ts';
import type { Sayer } from '#domain/say-time.ts';
import { whyInWords } from '#domain/why-in-words.ts';

const whatIfKinds = ['first', 'missedCall', 'again'] as const;
type Kind = (typeof whatIfKinds)[number];

export type WhatIf = { at: string; kind: Kind; urgent: boolean; by: string; why: string };

type Rules = { rule: ResponseRule; timetable: Timetable; say: Sayer; now: number; onCall: boolean };

/** By when somebody hears who writes at the moment asked for, and why; without one it is now. */
export function whatIf(asked: URLSearchParams, { rule, timetable, say, now, onCall }: Rules): WhatIf {
  const wanted = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(asked.get('at') ?? '');
  const kind = whatIfKinds.find((one) => one === asked.get('kind')) ?? 'first';
  const urgent = asked.has('urgent');
  const receivedAt = wanted ? momentOf(timetable, wanted[1]!, wanted[2]!, now) : now;
  const day = timetable.dayAt(receivedAt);
  const answer = answerBy(
    {
      receivedAt,
      kind: kind === 'again' ? 'again' : 'first',
      source: kind === 'missedCall' ? 'missed-call' : 'website-form',
      urgent,
      onCall: onCall && rule.urgentOutside === 'on-call',
    },
    rule,
    timetable,
  );
  const near = say.nearClock(answer.dueAt, receivedAt);
  return {
    at: `${day.date}T${wallClock(receivedAt, say.zone)}`,
    kind,
    urgent,
    by: `They hear from us by ${near.replace(/ today$/, ' that day').replace(/ tomorrow$/, ` on ${say.weekday(answer.dueAt)}`)}.`,
    why: whyInWords(answer, say, timetable),
  };
}

function momentOf(timetable: Timetable, date: string, time: string, now: number): number {
  try {
    return timetable.at(date, time);
  } catch {
    return now;
  }
}

/** HH:MM on the wall, as a field for a date and a time has it. */
function wallClock(ms: number, zone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
