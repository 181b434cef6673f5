export type LeadState = 'open' | 'later' | 'closed';

export const outcomes = ['won', 'lost', 'question', 'not-an-enquiry', 'merged'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a person may close a lead as; the other two outcomes follow from sorting and merging. */
export const closings = ['won', 'lost', 'question'] as const;
export type Closing = (typeof closings)[number];

export const reasons = ['too-slow', 'chose-another', 'price', 'no-answer', 'not-a-fit', 'withdrawn', 'other'] as const;
export type Reason = (typeof reasons)[number];

/** The one thing shown first about a lead, most pressing first. */
export const attentions = [
  'undelivered',
  'late',
  'second-try',
  'wrote-back',
  'waiting-for-answer',
  'quote-owed',
  'hand-over',
  'step-late',
  'woke',
  'step',
  'stuck',
  'untouched',
] as const;
export type Attention = (typeof attentions)[number];

export const results = ['spoke', 'no-answer', 'left-message', 'wrong-number', 'sent', 'received'] as const;
export type Result = (typeof results)[number];
export type Direction = 'in' | 'out';

/** Whether a touch in that direction can have ended so: nobody sends us what we sent. */
export const fits = (direction: Direction, result: Result): boolean =>
  direction === 'in' ? result !== 'sent' && result !== 'wrong-number' : result !== 'received';

/** The person heard from us; an attempt is not an answer (PRODUCT: "answered"). */
export const isAnswer = (direction: Direction, result: Result): boolean =>
  result === 'spoke' || (direction === 'out' && (result === 'sent' || result === 'left-message'));

/** Tried, and nobody was reached: it answers nobody. */
export const isAttempt = (direction: Direction, result: Result): boolean =>
  direction === 'out' && (result === 'no-answer' || result === 'wrong-number');
