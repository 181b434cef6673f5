import { withinSentence } from '../source.ts';
import { phoneLink } from './cannot-wait.ts';
import { type Block, type Button, type Inline, layoutLetter, type Written } from './letter-layout.ts';
import { type NoticeMatter, type NoticePerson, type NoticeReason, noticeWords, personNamed } from './notice-words.ts';
import { oneLine, shorten } from './one-line.ts';
import { telUrl } from './tel-url.ts';

export type NoticeFacts = NoticeMatter & {
  person: NoticePerson;
  asked: string;
  leadUrl: string;
  /** What the team calls one of them; "enquiry" unless it chose another word. */
  noun?: string;
  /** How it came in, in words ("Website form"). */
  source?: string | null;
  why: NoticeReason;
  /** Who the member covers for, or who owns it where that is somebody else. */
  owner?: string | null;
  /** Signed deeds ("Spoke", "No answer"), after Call and before opening the lead. */
  buttons?: Button[];
  muteUrl?: string | null;
};

/** Said at the foot of every notice: why it came to this member, and how to have no more of them. `what`: "the enquiry". */
export function noticeFoot(why: NoticeReason, what: string, owner?: string | null, muteUrl?: string | null): Block {
  const reasons: Record<NoticeReason, string> = {
    owner: `you own ${what}`,
    cover: owner ? `you cover for ${owner}` : `you cover for the owner of ${what}`,
    admin: 'you are an admin of the team',
    giver: `you are handing ${what} over`,
    receiver: `you are being handed ${what}`,
    sender: 'you sent the message',
    'on-call': 'you are on call',
  };
  const mute: Inline[] = muteUrl ? [' ', { link: 'Mute this kind', url: muteUrl }, '.'] : [];
  return { small: [`You get this because ${reasons[why]}.`, ...mute] };
}

/** Name and number as large as a call deserves. */
export function personHeading(person: NoticePerson): Block {
  const name = personNamed(person);
  const reach = [person.phone, person.email].find((way) => way && way !== name);
  if (!reach) return { heading: [person.phone === name ? phoneLink(name) : name] };
  return { heading: [`${name}, `, reach === person.phone ? phoneLink(reach) : reach] };
}

/** A notice to one member about one enquiry: who, what they asked, what helps now. */
export function notice(facts: NoticeFacts): Written {
  const { person, asked, noun = 'enquiry', why, owner } = facts;
  const { subject, lines } = noticeWords(facts, person, asked, noun);
  const call = facts.kind === 'withdrawn' ? null : telUrl(person.phone);
  const open = { label: `Open the ${noun}`, url: facts.leadUrl };
  const blocks: Block[] = [
    personHeading(person),
    ...(asked.trim() ? [{ said: shorten(asked.trim(), 600) }] : []),
    ...(why === 'cover' && owner && facts.kind === 'due' ? [{ line: [`It is with ${owner}. Take it if you can.`] }] : []),
    ...lines.map((line) => ({ line })),
    {
      buttons: call ? [{ label: 'Call', url: call }, ...(facts.buttons ?? []), open] : [open, ...(facts.buttons ?? [])],
    },
    ...(facts.source ? [{ small: [`Came in by ${withinSentence(facts.source)}.`] }] : []),
    noticeFoot(why, `the ${noun}`, owner, facts.muteUrl),
  ];
  return layoutLetter('en', shorten(oneLine(subject), 140), blocks);
}
