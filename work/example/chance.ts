import type { Random } from '../env.ts';

/** Chance that is the same for the same seed. */
export type Chance = {
  /** From 0 to under 1. */
  next(): number;
  /** Both ends included. */
  whole(from: number, until: number): number;
  odds(share: number): boolean;
  pick<Value>(from: readonly Value[]): Value;
  /** Each as often as its weight says. */
  weighed<Value>(from: readonly (readonly [Value, number])[]): Value;
  /** Deals all before any comes again, so that neighbours are never alike. */
  deck<Value>(from: readonly Value[]): () => Value;
};

/** The generator splitmix32: numbers under 2^32 that look random. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** For ids and tokens of what is made up. They can be guessed: nothing real may be made with them. */
export function seededBytes(seed: number): Random {
  const next = numbers(seed);
  return (bytes) => Uint8Array.from({ length: bytes }, () => next() & 0xff);
}

export function chanceOf(seed: number): Chance {
  const draw = numbers(seed);
  const next = () => draw() / 2 ** 32;
  const whole: Chance['whole'] = (from, until) => from + Math.floor(next() * (until - from + 1));
  return {
    next,
    whole,
    odds: (share) => next() < share,
    pick: (from) => from[whole(0, from.length - 1)]!,
    weighed(from) {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return from.at(-1)![0];
    },
    deck(from) {
      let left: (typeof from)[number][] = [];
      return () => {
        if (left.length === 0) left = shuffled(from, whole);
        return left.pop()!;
      };
    },
  };
}

function shuffled<Value>(all: readonly Value[], whole: Chance['whole']): Value[] {
  const cards = [...all];
  for (let last = cards.length - 1; last > 0; last--) {
    const other = whole(0, last);
    [cards[last], cards[other]] = [cards[other]!, cards[last]!];
  }
  return cards;
}
