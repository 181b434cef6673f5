import { oneLine, shorten } from './one-line.ts';

const greeting =
  /^(hi|hello|hey|hiya|dear|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|moin|servus|grüß gott|grüezi)\b[^,.!;:\n]{0,40}([,.!;:]\s*|\n+)/i;

// A comma, a question mark or a full stop after a real word ends a thought; "St. Mary" and "1,500" do not.
const thought = /^.{12,60}?(?:[,;?!]|\p{L}{4}\.)(?=\s|$)/u;

/** What they asked as a few of their own words for a subject: without the greeting, ended where the first thought ends. */
export function ownWords(asked: string, max = 60): string {
  const text = asked.trim().replace(greeting, '').trim() || asked.trim();
  const firstLine = oneLine(text.split(/[\r\n]/, 1)[0] ?? '');
  const line = firstLine.length >= 12 ? firstLine : oneLine(text);
  const first = thought.exec(line)?.[0].replace(/[,;.!]$/, '');
  return shorten(first ?? line, max);
}
