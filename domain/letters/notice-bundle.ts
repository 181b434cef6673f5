import { howMany, numberWord } from './how-many.ts';
import { type Block, layoutLetter, type Written } from './letter-layout.ts';
import { type NoticeFacts, noticeFoot, personHeading } from './notice.ts';
import { type NoticeReason, noticeWords } from './notice-words.ts';
import { oneLine, shorten } from './one-line.ts';

type NoticeBundleFacts = {
  notices: NoticeFacts[];
  /** Set after downtime, already said ("9:10", "10:40 today"): what came in meanwhile has its true time. */
  down?: { since: string; until: string } | null;
  /** Where all of it stands on one page. */
  todayUrl: string;
  noun?: string;
  why: NoticeReason;
  muteUrl?: string | null;
};

/** Beyond this a mail is no help; the page shows the rest. */
const shown = 20;

const plural = (noun: string): string => (noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`);
const count = (many: number, noun: string): string => `${many} ${many === 1 ? noun : plural(noun)}`;

function subjectOf(notices: NoticeFacts[], noun: string): string {
  const kinds = new Set(notices.map(({ kind }) => kind));
  const many = notices.length;
  const only = kinds.size === 1 ? notices[0]?.kind : undefined;
  if (only === 'due') return `${howMany(many, 'person is', 'people are')} waiting longer than we said`;
  if (only === 'arrival') return many === 1 ? `A new ${noun} came in` : `${numberWord(many)} new ${plural(noun)} came in`;
  return howMany(many, `${noun} needs a look`, `${plural(noun)} need a look`);
}

/** Several notices in one mail: to the admins at half past eleven and four, for two that fall together, after downtime. */
export function noticeBundle(facts: NoticeBundleFacts): Written {
  const { notices, down, noun = 'enquiry' } = facts;
  const subject = subjectOf(notices, noun);
  const blocks: Block[] = [
    { heading: [`${subject}.`] },
    ...(down
      ? [
          {
            line: [
              `Baton was not running from ${down.since} to ${down.until}. ${count(notices.length, noun)} came up in that time.`,
            ],
          },
        ]
      : []),
  ];
  for (const one of notices.slice(0, shown)) {
    const { subject: says, lines } = noticeWords(one, one.person, one.asked, noun);
    blocks.push({ rule: true }, personHeading(one.person));
    if (one.asked.trim()) blocks.push({ said: shorten(oneLine(one.asked), 160) });
    const answer = one.kind === 'arrival' ? lines[0] : [`${oneLine(says)}.`];
    const owner = one.owner ? [` Owner: ${one.owner}.`] : [];
    if (answer || owner.length) blocks.push({ line: [...(answer ?? []), ...owner] });
    blocks.push({ line: [{ link: `Open the ${noun}`, url: one.leadUrl }] });
  }
  const more = notices.length - shown;
  const what = notices.length === 1 ? `the ${noun}` : `these ${plural(noun)}`;
  blocks.push({ rule: true });
  if (more > 0) blocks.push({ line: [`And ${count(more, `more ${noun}`)}.`] });
  blocks.push({ buttons: [{ label: 'Open Today', url: facts.todayUrl }] }, noticeFoot(facts.why, what, null, facts.muteUrl));
  return layoutLetter('en', subject, blocks);
}
