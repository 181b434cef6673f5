import { howMany, numberWord, soMany } from './how-many.ts';
import { type Block, layoutLetter, type Written } from './letter-layout.ts';
import { listFoot } from './list-foot.ts';
import { personHeading } from './notice.ts';
import type { NoticePerson } from './notice-words.ts';
import { oneLine, shorten } from './one-line.ts';

type MorningListFacts = {
  /** Own next steps, most overdue first; `when` is already said ("16:00", "Thu 16:00"). */
  steps: { person: NoticePerson; what: string; when: string; before: boolean; url: string }[];
  notSure: { from: string; asked: string }[];
  unsent: { to: string; state: 'kept' | 'refused' | 'unknown'; url: string }[];
  todayUrl: string;
  muteUrl?: string | null;
};

/** Beyond this a mail is no help; the page shows the rest. */
const shown = 20;

const fates = {
  kept: 'is kept here and was not sent. Say whether you sent it yourself.',
  refused: 'was not taken by their mail server. A call, or another address, helps.',
  unknown: 'may have gone, or not. Look before you send it again.',
};

function subjectOf({ steps, notSure, unsent }: MorningListFacts): string {
  const many = steps.length + notSure.length + unsent.length;
  const before = steps.filter(({ before }) => before).length;
  if (before === many) return `${howMany(many, 'thing', 'things')} from before today`;
  return `${howMany(many, 'thing', 'things')} for today${before > 0 ? `, ${numberWord(before).toLowerCase()} of them from before` : ''}`;
}

function stepBlocks({ person, what, when, before, url }: MorningListFacts['steps'][number]): Block[] {
  const due = before ? `. It was for ${when}. ` : `, ${when}. `;
  return [
    { rule: true },
    personHeading(person),
    { line: [{ strong: oneLine(shorten(what.trim(), 120)) }, due, { link: 'Open', url }] },
  ];
}

/** What a member has to do on this day, most overdue first, at opening time. */
export function morningList(facts: MorningListFacts): Written {
  const { steps, notSure, unsent, todayUrl } = facts;
  const subject = subjectOf(facts);
  const more = Math.max(0, steps.length - shown);
  const blocks: Block[] = [
    { heading: [`${subject}.`] },
    ...steps.slice(0, shown).flatMap(stepBlocks),
    ...(more > 0 ? [{ line: [`And ${soMany(more, 'more', 'more')} on the page.`] }] : []),
    ...(unsent.length > 0
      ? [{ rule: true as const }, { heading: [howMany(unsent.length, 'letter did not go', 'letters did not go')] }]
      : []),
    ...unsent
      .slice(0, shown)
      .map(({ to, state, url }): Block => ({ line: [`To ${oneLine(to)}: it ${fates[state]} `, { link: 'Open', url }] })),
    ...(notSure.length > 0
      ? [{ rule: true as const }, { heading: ['Is this an enquiry?'] }, { line: ['Nobody is sure yet. One look settles it.'] }]
      : []),
    ...notSure
      .slice(0, shown)
      .map(({ from, asked }): Block => ({ line: [`${oneLine(from)}: “${shorten(oneLine(asked), 140)}”`] })),
    { rule: true },
    { buttons: [{ label: 'Open Today', url: todayUrl }] },
    listFoot('You get this on working days on which something is for you.', facts.muteUrl),
  ];
  return layoutLetter('en', subject, blocks);
}
