import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '#test/harness.ts';
import { runSimulation } from './run-simulation.ts';

const week = 7 * 86_400_000;

/** A campaign: SEED=1 (or SEED=1-50) WEEKS=8 node --test test/simulation/simulation.test.ts */
const [first, last = first] = (process.env.SEED ?? '1').split('-').map(Number);
const weeks = Number(process.env.WEEKS ?? 1);
const isCampaign = process.env.SEED !== undefined || process.env.WEEKS !== undefined;

/** Each over a night in which the clocks change. */
const places = [
  { zone: 'Europe/London', from: Date.UTC(2027, 2, 25) },
  { zone: 'America/New_York', from: Date.UTC(2027, 9, 28) },
];

eachEngine((engine) => {
  for (let seed = first!; seed <= last!; seed++)
    for (const { zone, from } of isCampaign ? places : places.slice(engine.name === 'sqlite' ? 0 : 1).slice(0, 1))
      test(`a business in ${zone} keeps every promise for ${weeks} weeks (seed ${seed})`, async (t) => {
        const { counts } = await runSimulation(t, { engine, seed, zone, from, until: from + weeks * week });
        t.diagnostic(JSON.stringify(counts));
        assert.ok((counts.posts ?? 0) > 0 && (counts.acts ?? 0) > 0);
      });
});
