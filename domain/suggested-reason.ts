import type { Reason } from './lead.ts';

/** What the record knows of how a lead was answered. Milliseconds. */
type Answering = {
  /** Tries without an answer since they were last in touch. */
  tries: number;
  /** By when they were to hear from us first, by the rule and not by what was told later; null where no answer was owed. */
  firstDueAt: number | null;
  firstAnswerAt: number | null;
};

const enoughTries = 4;

/** Why it was probably lost, as far as the record says; `now` is when it was closed, or now. Only a suggestion. */
export function suggestedReason({ tries, firstDueAt, firstAnswerAt }: Answering, now: number): Reason | null {
  if (tries >= enoughTries) return 'no-answer';
  return firstDueAt !== null && (firstAnswerAt ?? now) > firstDueAt ? 'too-slow' : null;
}
