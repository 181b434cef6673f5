import { callName } from './call-name.ts';
import type { Inline } from './letter-layout.ts';
import { oneLine, shorten } from './one-line.ts';
import { ownWords } from './own-words.ts';

/** Why a member gets a notice; said at its foot. */
export type NoticeReason = 'owner' | 'cover' | 'admin' | 'giver' | 'receiver' | 'sender' | 'on-call';

/** What a notice is about. Times and spans come in already said ("10:00 on Monday", "12 min"). */
export type NoticeMatter =
  /** `again`: they wrote on what we have answered before. */
  | { kind: 'arrival'; answerBy: string | null; urgent?: boolean; again?: boolean }
  | { kind: 'half'; owner: string; left: string }
  | { kind: 'three-quarters'; left: string }
  /** `late` is null while it has only just come. */
  | { kind: 'due'; late: string | null }
  | { kind: 'told-soon'; told: string; left: string }
  | { kind: 'hand-over-waiting'; giver: string; note: string; next?: string | null }
  | { kind: 'hand-over-not-accepted'; receiver: string }
  /** `unsure`: it may have gone all the same. */
  | { kind: 'undelivered'; reason: string; unsure?: boolean }
  | { kind: 'second-try'; tries: number; since: string }
  /** They said on their page that they no longer need it. */
  | { kind: 'withdrawn'; reason: string };

export type NoticePerson = { name?: string | null; phone?: string | null; email?: string | null };

type Words = { subject: string; lines: Inline[][] };

const tryNames = ['', '', 'Second', 'Third', 'Fourth', 'Fifth'];

/** What to call the person inside a sentence: the first name, or what we know instead. */
export const personCalled = ({ name, phone, email }: NoticePerson): string =>
  callName(name, 'en') || shorten(oneLine(name || phone || email || 'Somebody'), 40);

/** The person in full, for a heading: "Martin Hale". */
export const personNamed = ({ name, phone, email }: NoticePerson): string =>
  shorten(oneLine(name || phone || email || 'Somebody'), 80);

/** The subject and the sentences of a notice, in words that help and never blame. */
export function noticeWords(matter: NoticeMatter, person: NoticePerson, asked: string, noun: string): Words {
  const who = personCalled(person);
  const stillHelps: Inline[] = [person.phone ? 'A call now still helps.' : 'A reply now still helps.'];
  const late = `${who} has waited ${'late' in matter && matter.late ? `${matter.late} longer than` : 'as long as'} we said`;
  switch (matter.kind) {
    case 'arrival': {
      const words = ownWords(asked);
      const from = matter.urgent ? `Urgent: ${who}` : matter.again ? `${who} wrote back` : `New ${noun} from ${who}`;
      return {
        subject: words ? `${from}${matter.urgent ? ', ' : ': '}${words}` : from,
        lines: matter.answerBy ? [['Answer by ', { strong: matter.answerBy }, '.']] : [],
      };
    }
    case 'half':
      return {
        subject: `${who} is waiting and nobody has opened it yet`,
        lines: [[{ strong: `${matter.left} left` }, ` until the time we said. It is with ${matter.owner}. Could you take it?`]],
      };
    case 'three-quarters':
      return {
        subject: `${matter.left} left to answer ${who}`,
        lines: [[{ strong: `${matter.left} left` }, ' until the time we said.']],
      };
    case 'due':
      return { subject: late, lines: [stillHelps] };
    case 'told-soon':
      return {
        subject: `${matter.left} left: we told ${who} ${matter.told}`,
        lines: [
          [`We told ${who} to expect us by `, { strong: matter.told }, '. If it takes longer, it helps to say so before then.'],
        ],
      };
    case 'hand-over-waiting':
      return {
        subject: `${matter.giver} would like to hand ${who} over to you`,
        lines: [
          ...(matter.note.trim() ? [[`${matter.giver} writes: ${matter.note.trim()}`]] : []),
          ...(matter.next ? [['Next: ', { strong: matter.next }]] : []),
          [`Until you accept, ${matter.giver} is the owner. Anything you do on it accepts it.`],
        ],
      };
    case 'hand-over-not-accepted':
      return {
        subject: `${who} is still with you: the hand-over is not accepted yet`,
        lines: [[`${matter.receiver} has not accepted the hand-over yet, so you are still the owner.`]],
      };
    case 'undelivered':
      if (matter.unsure)
        return {
          subject: `Your message to ${who} may not have gone`,
          lines: [[matter.reason.trim()], [`Please look whether ${who} has it, and say so there.`]],
        };
      return {
        subject: `Your message to ${who} was not delivered`,
        lines: [
          ['What came back: ', matter.reason.trim() || 'no reason was given', '.'],
          [`${who} does not have your answer. `, ...stillHelps],
        ],
      };
    case 'withdrawn':
      return {
        subject: `${who} no longer needs this`,
        lines: [
          ...(matter.reason.trim() ? [[`${who} writes: ${matter.reason.trim()}`]] : []),
          [`Nobody has to call or write any more. The ${noun} is still open until you close it.`],
        ],
      };
    case 'second-try': {
      const nth = tryNames[matter.tries] ? `${tryNames[matter.tries]} try` : `Try ${matter.tries}`;
      return {
        subject: `${nth}: ${who} has been waiting since ${matter.since}`,
        lines: [['Nobody has answered yet. ', ...stillHelps]],
      };
    }
  }
}
