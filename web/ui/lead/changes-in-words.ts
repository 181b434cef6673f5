import type { Sayer } from '#domain/say-time.ts';
import type { Change } from '#work/refusal.ts';

const kinds: Record<string, string> = {
  touch: 'was in touch with them',
  wrote: 'was in touch with them',
  note: 'wrote a note',
  closed: 'closed it',
  later: 'put it to later',
  stage: 'moved it to another stage',
  edited: 'changed what is known of it',
  'next-step': 'planned another next step',
  'step-done': 'did the next step',
  'step-chosen': 'chose the next step',
  snoozed: 'moved the next step to another time',
  waits: 'decided to wait for them',
  'takes-longer': 'told them that it takes longer',
  reopened: 'opened it again',
  'task-asked': 'asked for a task',
  'task-done': 'did a task',
  'task-dropped': 'said that a task is no longer needed',
  undone: 'took something back',
  merged: 'merged it',
  'took-in': 'merged another lead into it',
  unmerged: 'took it out of another lead',
  'let-go': 'took another lead out of it',
  'split-off': 'made a message of it a lead of its own',
  'put-here': 'put a message on it',
  'put-elsewhere': 'put a message of it on another lead',
  'taken-back': 'took it back as no enquiry',
  'needs-answer': 'said that it needs an answer',
};
const theirs: Record<string, string> = {
  wrote: 'They wrote again',
  'tried-again': 'They tried again',
  courtesy: 'They said thank you',
  withdrawn: 'They said that they no longer need it',
  'waiting-over': 'The time we gave them is over',
  woke: 'It came back by itself',
};

/** "Ben was in touch with them 20 seconds ago." */
export function changesInWords(changes: readonly Change[], now: number, say: Sayer): { words: string }[] {
  const said = changes.flatMap(({ kind, by, at }) => {
    const words = by ? kinds[kind] && `${by} ${kinds[kind]}` : theirs[kind];
    return words ? [`${words} ${agoInWords(now - at, () => say.nearClock(at, now))}.`] : [];
  });
  return [...new Set(said)].map((words) => ({ words }));
}

function agoInWords(ago: number, exact: () => string): string {
  if (ago < 60_000) return `${Math.max(1, Math.round(ago / 1000))} seconds ago`;
  if (ago < 3_600_000) return ago < 120_000 ? 'a minute ago' : `${Math.floor(ago / 60_000)} minutes ago`;
  return `at ${exact()}`;
}
