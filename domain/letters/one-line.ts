import { oneLine as cutLine } from '../well-formed.ts';

/** Foreign text as one whole line that is safe in a mail header (RFC 5322 2.2: no CR, no LF) and in a title. */
export const oneLine = (text: string): string => cutLine(text, Number.POSITIVE_INFINITY);

/** At most `max` characters, ended at a word where there is one, with an ellipsis if anything was left out. */
export function shorten(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  const cut = characters.slice(0, max - 1).join('');
  const word = cut.replace(/\s+\S*$/, '');
  return `${(word.length > max / 2 ? word : cut).replace(/[\s,;:.!?-]+$/, '')}…`;
}
