/** The seven things that are known of an enquiry once it is captured, in the order in which they are said. */
export const sevenThings = ['name', 'asked', 'source', 'owner', 'answer-by', 'followed-up', 'next-step'] as const;
type Thing = (typeof sevenThings)[number];

export type Known = {
  state: 'open' | 'later' | 'closed';
  name: string | null;
  asked: string;
  source: string;
  ownerId: string | null;
  /** Of the clock that runs, else of the last one. */
  answerDueAt: number | null;
  firstAnswerAt: number | null;
  lastContactAt: number | null;
  /** From an import or a look back: what happened before is not on record. */
  isHistory: boolean;
  nextWhat: string | null;
};

/** Which of the seven are not known. A closed lead has nothing to come, so only what has been is asked of it. */
export function unknown(known: Known): Thing[] {
  const open = known.state !== 'closed';
  const missing: Record<Thing, boolean> = {
    name: known.name === null,
    asked: known.asked.trim() === '',
    source: known.source === 'other',
    owner: open && known.ownerId === null,
    'answer-by': open && known.answerDueAt === null && known.firstAnswerAt === null,
    'followed-up': known.isHistory && known.firstAnswerAt === null && known.lastContactAt === null,
    'next-step': open && known.nextWhat === null,
  };
  return sevenThings.filter((thing) => missing[thing]);
}
