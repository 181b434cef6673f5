/** What a member may get mails about, by the name under which it is muted; in words that follow "mails when". */
export const noticeKinds = {
  arrival: 'a new enquiry comes in',
  'second-try': 'somebody writes again before anybody has answered',
  half: 'half of the time has gone and nobody has opened an enquiry',
  'three-quarters': 'most of the time has gone and nobody has opened an enquiry',
  'told-soon': 'a time that we told somebody is near',
  due: 'the time we said has come',
  undelivered: 'an answer of yours did not go',
  withdrawn: 'somebody no longer needs what they asked for',
  snoozed: 'something you moved to another time comes back',
  'late-bundle': 'people have waited longer than we said',
  'morning-list': 'there is something for today',
  'friday-note': 'the week ends',
  health: 'reminders did not run for a while',
} as const;

export type NoticeKind = keyof typeof noticeKinds;

export const isNoticeKind = (word: string): word is NoticeKind => Object.hasOwn(noticeKinds, word);

/** The ones that remind of an answer owed; the others tell of something new. */
export const isReminder = (kind: string): boolean => ['half', 'three-quarters', 'told-soon', 'due', 'snoozed'].includes(kind);
