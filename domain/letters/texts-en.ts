import type { Inline } from './letter-layout.ts';

export const textsEn = {
  thanks: (name: string): string => (name ? `Thanks ${name},` : 'Thank you,'),
  hello: (name: string): string => (name ? `Hello ${name},` : 'Hello,'),
  yourMessage: (team: string): string => `Your message to ${team}`,
  haveIt: 'we have your message.',
  haveItToo: 'we have this message too. It is together with what you sent us before.',

  hearExactly: (by: string): Inline[] => ['You’ll hear from us ', { strong: by }, '.'],
  hearExactlyFrom: (owner: string, by: string): Inline[] => [`${owner} will get back to you `, { strong: by }, '.'],
  hearUsually: ['You’ll usually hear from us ', { strong: 'within one working day' }, '.'] as Inline[],
  hearNextStep: ['We’ll read it and come back to you with the next sensible step.'] as Inline[],
  hear: ['We’ll get back to you.'] as Inline[],

  cannotWait: (phone: Inline): Inline[] => ['If it cannot wait, call ', phone, '.'],
  cannotWaitTwo: (phone: Inline, urgent: Inline): Inline[] => [
    'If it cannot wait, call ',
    phone,
    '; outside hours ',
    urgent,
    '.',
  ],
  seeOrAdd: (url: string): Inline[] => [{ link: 'See or add to your message', url }, ', or just answer this mail.'],

  longerSubject: (team: string): string => `Your message to ${team}: it takes longer than we said`,
  longer: 'it takes longer than we said to get back to you. We are sorry to keep you waiting.',
  nowHear: (by: string): Inline[] => ['You’ll now hear from us ', { strong: by }, '.'],
  nowHearFrom: (owner: string, by: string): Inline[] => [`${owner} will now get back to you `, { strong: by }, '.'],
  notForgotten: ['Your message is not forgotten.'] as Inline[],

  invitedSubject: (team: string): string => `Come in to Baton for ${team}`,
  invited: (by: string | null, team: string): string =>
    `${by ? `${by} has invited you` : 'you are invited'} to Baton, where ${team} keeps and answers its enquiries.`,
  chooseSignIn: 'The button opens a page on which you choose how you will sign in.',
  comeIn: 'Come in',
  worksOnce: (until: string): Inline[] => ['The link works once, until ', { strong: until }, '.'],
  ifNothingHappens: 'If the button does nothing, copy this into your browser: ',
  notExpected: 'You did not expect this? Then leave this mail alone: nothing happens until the link is used.',
};
