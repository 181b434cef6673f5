import type { Sayer } from '#domain/say-time.ts';

/** One thing that is other than it was; `was` and `now` in words. One of them is missing where the label says it all. */
export type Difference = { label: string; was?: string; now?: string };

/** What the words are made with: how times are written, and what ids are called. */
export type In = {
  say: Sayer;
  now: number;
  /** When a day begins, by its date. */
  dayAt(date: string): number;
  member(id: unknown): string;
  channel(id: unknown): string;
  key(id: unknown): { name: string; owner: string };
  /** The name of whatever has this id, null where nothing has. */
  named(id: string): string | null;
};

export type Facts = Readonly<Record<string, unknown>>;

export const factsIn = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};

/** What is said of both, where that is not the same. */
export const differs = (label: string, was: string, now: string): Difference[] => (was === now ? [] : [{ label, was, now }]);

const longest = 240;

/** One line of it, and not for ever. */
export function shortly(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*/g, ' / ');
  return line.length > longest ? `${line.slice(0, longest).trimEnd()}…` : line;
}

const isSecret = /secret|token|password|passkey|hash|credential|^key$|api.?key/i;

/** For what has no words of its own: every entry by its name, ids by what they are called. What may be a secret is not shown. */
export function plainDifferences(before: unknown, after: unknown, on: Pick<In, 'named'>): Difference[] {
  const [was, now] = [factsIn(before), factsIn(after)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  if (keys.length === 0) return differs('It', plainWords(before, on), plainWords(after, on));
  return keys.flatMap((key) => {
    if (JSON.stringify(was[key]) === JSON.stringify(now[key])) return [];
    const label = nameOf(key);
    return isSecret.test(key)
      ? [{ label, now: 'another one' }]
      : differs(label, plainWords(was[key], on), plainWords(now[key], on));
  });
}

/** "nextHosts" and "next_hosts" are "Next hosts". */
function nameOf(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plainWords(value: unknown, on: Pick<In, 'named'>): string {
  if (value === null || value === undefined || value === '') return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return on.named(value) ?? shortly(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return shortly(value.map((one) => plainWords(one, on)).join(', ')) || 'none';
  const parts = Object.entries(value).map(([key, one]) =>
    isSecret.test(key) ? nameOf(key) : `${nameOf(key)}: ${plainWords(one, on)}`,
  );
  return shortly(parts.join('; ')) || 'none';
}
