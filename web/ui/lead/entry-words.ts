import type { Sayer } from '#domain/say-time.ts';
import { outcomeWords, reasonWords } from '../lead-words.ts';

type Told = { kind: string; by: string | null; facts: string | null; member_id: string | null };
type In = { say: Sayer; now: number; stage(key: string): string };
type Facts = {
  to: string;
  from: string;
  due: number;
  until: number;
  starts: number;
  told?: boolean;
  what: string | string[];
  outcome: string;
  reason: string;
  lead?: number;
  into: number;
  of: string;
};
type Said = { who: string | null; words: string };

// Touches, notes and letters are shown as themselves; what goes with a closing or an opening is said by that.
const shownElsewhere =
  /^(touch|note|wrote|courtesy|tried-again|opened|letter-(accepted|kept|refused|unknown|skipped|withdrawn|bounced))$/;

/** What an act is called once it was taken back. */
export const actWords: Record<string, string> = {
  touch: 'what had been said there',
  note: 'a note',
  close: 'closing it',
  later: 'putting it to later',
  stage: 'a move',
  edit: 'a change',
  reopen: 'opening it again',
  'takes-longer': 'telling them that it takes longer',
  snooze: 'another time',
  settle: 'what became of a letter',
  'step-done': 'a step that was done',
  step: 'choosing the step',
  wait: 'waiting for them',
  'needs-answer': 'that it needs an answer',
  merge: 'a merge',
  join: 'putting a message here',
  unmerge: 'taking a lead out of this one',
  split: 'making a message a lead of its own',
  'two-people': 'that these are two people',
  task: 'a task that was done',
  'task-asked': 'asking for a task',
  'task-drop': 'that a task is no longer needed',
};

const fields: Record<string, string> = {
  value: 'the value',
  name: 'the name',
  company: 'the company',
  email: 'the email address',
  phone: 'the phone number',
  urgent: 'how urgent it is',
  wants: 'what they want',
  statusNote: 'where it stands',
  siteAddress: 'the place',
  reach: 'how to reach them',
  heardOf: 'how they heard of us',
  answers: 'the answers',
  address: 'their postal address',
  note: 'the note about them',
  eachThread: 'whether each of their threads is a lead',
};

const waysTo: Record<string, string> = { email: 'an email address', phone: 'a telephone number', handle: 'a name they go by' };

/** An entry of the timeline in words; null where something else says it. `beside`: the kinds told in the same act. */
export function entryWords(entry: Told, beside: readonly string[], { say, now, stage }: In): Said | null {
  const { kind, by } = entry;
  if (shownElsewhere.test(kind)) return null;
  const facts = JSON.parse(entry.facts ?? '{}') as Facts;
  const ours = (words: string): Said => ({ who: by, words });
  const itself = (words: string): Said => ({ who: null, words });
  const when = (at: number) => say.nearClock(at, now);
  const way = waysTo[facts.of] ?? 'a way to reach them';
  switch (kind) {
    case 'stage': {
      if (beside.includes('closed') || beside.includes('reopened')) return null;
      const alone = entry.member_id !== null && beside.every((one) => one === 'stage');
      return alone ? ours(`moved it to ${stage(facts.to)}`) : itself(`moved by itself to ${stage(facts.to)}`);
    }
    case 'next-step':
      return ours(`planned the next step for ${when(facts.due)}`);
    case 'step-chosen':
      return ours(
        'told' in facts
          ? facts.told
            ? 'told them of the next step'
            : 'has not told them of the next step'
          : 'chose the next step',
      );
    case 'step-done':
      return ours(`did the step and planned the next for ${when(facts.due)}`);
    case 'snoozed':
      return ours(`moved the next step to ${when(facts.until)}`);
    case 'waits':
      return ours(`waits for them until ${say.nearDay(facts.until, now)}`);
    case 'waiting-over':
      return itself('the time we gave them is over: our turn again');
    case 'edited':
    case 'contact-edited':
      return ours(
        `changed ${[facts.what]
          .flat()
          .map((one) => fields[one] ?? one)
          .join(' and ')}`,
      );
    case 'seen':
      return ours('opened it');
    case 'closed':
      return ours(
        facts.outcome === 'lost'
          ? `closed it as lost: ${reasonWords[facts.reason] ?? facts.reason}`
          : `closed it: ${outcomeWords[facts.outcome] ?? facts.outcome}`,
      );
    case 'later':
      return ours(`put it to later, until ${say.nearDay(facts.until, now)}`);
    case 'woke':
      return itself('came back by itself');
    case 'reopened':
      return by ? ours('opened it again') : itself('opened again by itself');
    case 'takes-longer':
      return ours(`told them that it takes longer, until ${when(facts.until)}`);
    case 'needs-answer':
      return ours('said that it needs an answer');
    case 'due-moved':
      return itself(`hours or rule changed: the answer is due ${say.byNear(facts.due, now)}`);
    case 'letter-sent-elsewhere':
      return ours('says the letter was sent');
    case 'letter-given-up':
      return ours('says the letter did not go');
    case 'step-back':
      return itself('the letter did not go, so the step before it stands again');
    case 'withdrawn':
      return itself('they said that they no longer need it');
    case 'undone':
      return ours(`took back ${actWords[String(facts.what)] ?? 'an act'}`);
    case 'task-asked':
      return ours(`asked for a task, ${say.nearDay(facts.due, now)}`);
    case 'task-done':
      return ours('did a task');
    case 'task-dropped':
      return ours('said that a task is no longer needed');
    case 'task-given':
      return itself('a task went to somebody else with a member who left');
    case 'reminder':
      return ours(`asked to be reminded ${say.nearDay(facts.due, now)}`);
    case 'same-person':
      return itself('the address and the number belong to two people here: perhaps one person');
    case 'split-off':
      return ours(`made a message a lead of its own: #${facts.lead}`);
    case 'split-from':
      return ours(`made this a lead of its own, from #${facts.lead}`);
    case 'put-here':
      return ours(`put a message here${facts.lead ? ` from #${facts.lead}` : ''}`);
    case 'put-elsewhere':
      return ours(`put a message on #${facts.lead}`);
    case 'merged':
      return ours(`merged it into #${facts.into}`);
    case 'took-in':
      return ours(`merged #${facts.lead ?? facts.from ?? ''} into this one`);
    case 'unmerged':
      return ours(`took it out of #${facts.from} again`);
    case 'let-go':
      return ours(`took #${facts.lead} out of this one again`);
    case 'contacts-merged':
      return ours('said that two people here are one');
    case 'contacts-unmerged':
      return ours('said that these are two people after all');
    case 'two-people':
      return ours('said that these are two people');
    case 'taken-back':
      return ours('took it back: it was no enquiry');
    case 'appointment-booked':
      return ours(`booked a time: ${when(facts.starts)}`);
    case 'appointment-moved':
      return ours(`moved the time that was booked to ${when(facts.starts)}`);
    case 'appointment-cancelled':
      return ours('cancelled the time that was booked');
    case 'point-added':
      return ours(`added ${way}`);
    case 'point-stopped':
      return ours(`said that nothing more goes to ${way} of theirs`);
    case 'point-resumed':
      return ours(`said that letters may go to ${way} of theirs again`);
    case 'point-shared':
      return ours(`said that several people share ${way} of theirs`);
    case 'point-unshared':
      return ours(`said that ${way} of theirs is theirs alone`);
    default:
      return ours(kind.replaceAll('-', ' '));
  }
}
