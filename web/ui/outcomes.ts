/** How a call went, the likeliest first: what is kept, and how the button says it. */
export const afterCall = [
  ['spoke', 'Spoke'],
  ['no-answer', 'No answer'],
  ['left-message', 'Left a message'],
  ['wrong-number', 'Wrong number'],
] as const;

/** How a step was done where somebody was in contact. */
export const afterStep = [
  ['spoke', 'Spoke with them'],
  ['sent', 'Wrote to them'],
  ['left-message', 'Left a message'],
  ['no-answer', 'Rang, no answer'],
] as const;
