/** What customers are told at once. */
export const acknowledgementWords = {
  exact: 'The exact time',
  usual: 'Usually within one working day',
  'next-step': 'A sensible next step',
  none: 'No acknowledgement',
} as const;

/** Whether a form has the tick “This is urgent”; empty is what a form begins with. */
export const urgentWords = { '': 'where urgent ones have help outside hours', yes: 'always', no: 'never' } as const;

/** The language of a form. */
export const languageWords = {
  '': 'the team’s',
  en: 'English',
  de: 'German',
  auto: 'the visitor’s, English or German',
} as const;
