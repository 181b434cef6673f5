import { seededRandom } from '../seeded-random.ts';

/** Chance that repeats itself with the same seed. */
export type Chance = {
  /** From 0 to under 1. */
  next(): number;
  whole(from: number, until: number): number;
  odds(share: number): boolean;
  pick<Value>(from: readonly Value[]): Value;
};

export function chance(seed: number): Chance {
  const bytes = seededRandom(seed);
  const next = () => {
    const [a, b, c] = bytes(3);
    return (a! * 65_536 + b! * 256 + c!) / 16_777_216;
  };
  return {
    next,
    whole: (from, until) => from + Math.floor(next() * (until - from + 1)),
    odds: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)]!,
  };
}

/** A number from 0 to under 1 that depends on these words alone, whatever was drawn before. */
export function fateOf(...words: (string | number)[]): number {
  let hash = 2_166_136_261;
  for (const letter of words.join('\n')) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619) >>> 0;
  return chance(hash).next();
}
