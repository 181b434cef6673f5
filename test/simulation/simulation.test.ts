import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '../harness.ts';
import { runSimulation } from './run-simulation.ts';

const day = 86_400_000;

/** A campaign is longer and of many seeds: SEED=1-50 WEEKS=8 npm test -- simulation */
const isCampaign = process.env.SEED !== undefined || process.env.WEEKS !== undefined;
const [first = 1, last = first] = (process.env.SEED ?? '1').split('-').map(Number);
const days = 7 * Number(process.env.WEEKS ?? 1);

/** Each over a night in which the clocks change. */
const places = [
  { zone: 'Europe/London', from: Date.UTC(2027, 2, 25) },
  { zone: 'America/New_York', from: Date.UTC(2027, 10, 5) },
  { zone: 'Europe/London', from: Date.UTC(2027, 9, 28) },
];

const lives = new Map<string, string[]>();

eachEngine((engine) => {
  for (let seed = first; seed <= last; seed++)
    for (const { zone, from } of isCampaign ? places : places.slice(0, 1)) {
      const when = new Date(from).toISOString().slice(0, 10);
      test(`a business in ${zone} keeps every promise for ${days} days from ${when} on (seed ${seed})`, async (t) => {
        const { counts, life } = await runSimulation(t, { engine, seed, zone, from, until: from + days * day });
        t.diagnostic(JSON.stringify(counts));
        assert.ok((counts.posts ?? 0) > 0 && (counts.acts ?? 0) > 0);
        const whose = `${zone} ${when} ${seed}`;
        assert.deepEqual(onlyOneHas(lives.get(whose) ?? life, life), [], 'the same life on either engine');
        lives.set(whose, life);
      });
    }

  test('the same seed lives the same life twice, and another one another', async (t) => {
    const { zone, from } = places[1]!;
    const live = async (seed: number) => (await runSimulation(t, { engine, seed, zone, from, until: from + 3 * day })).life;
    const once = await live(first);
    assert.deepEqual(onlyOneHas(once, await live(first)), []);
    assert.notDeepEqual(await live(first + 1_000), once);
  });
});

/** Where two lives part: the first lines that one of them has more often than the other. */
function onlyOneHas(one: readonly string[], other: readonly string[]): string[] {
  const more = new Map<string, number>();
  for (const line of one) more.set(line, (more.get(line) ?? 0) + 1);
  for (const line of other) more.set(line, (more.get(line) ?? 0) - 1);
  return [...more]
    .filter(([, times]) => times !== 0)
    .map(([line, times]) => `${times > 0 ? 'then' : 'now '} ${line}`)
    .sort(byEnd)
    .slice(0, 8);
}

const byEnd = (a: string, b: string) => (a.slice(5) < b.slice(5) ? -1 : 1);
