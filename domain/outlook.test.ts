import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LeadFacts, outlook } from './outlook.ts';

const hour = 3_600_000;
const day = 24 * hour;
const startOfDay = (moment: number) => moment - (moment % day);

const quiet: LeadFacts = {
  state: 'open',
  clock: null,
  inboundCount: 0,
  unsentAt: null,
  quoteOwedDueAt: null,
  handOverDueAt: null,
  nextDueAt: null,
  waitingUntilAt: null,
  laterUntilAt: null,
  wokeAt: null,
  isProposal: false,
  stuckAt: null,
  lastHeardAt: 100 * day,
  noticeDueAt: null,
} as LeadFacts;

const now = 100 * day + 10 * hour;
const owed = { kind: 'first' as const, startedAt: now - hour, dueAt: now + hour, toldDueAt: null, tryDueAt: null };

const moment = fc.integer({ min: 80 * 24, max: 130 * 24 }).map((hours) => hours * hour);
const perhaps = fc.option(moment, { nil: null });
const anyFacts = fc.record({
  state: fc.constantFrom('open' as const, 'later' as const, 'closed' as const),
  clock: fc.option(
    fc.record({
      kind: fc.constantFrom('first' as const, 'again' as const, 'undelivered' as const),
      startedAt: moment,
      dueAt: moment,
      toldDueAt: perhaps,
      tryDueAt: perhaps,
    }),
    { nil: null },
  ),
  inboundCount: fc.integer({ min: 0, max: 3 }),
  unsentAt: perhaps,
  quoteOwedDueAt: perhaps,
  handOverDueAt: perhaps,
  nextDueAt: perhaps,
  waitingUntilAt: perhaps,
  laterUntilAt: perhaps,
  wokeAt: perhaps,
  isProposal: fc.boolean(),
  stuckAt: perhaps,
  lastHeardAt: moment,
  noticeDueAt: perhaps,
}) as fc.Arbitrary<LeadFacts>;

test('until the next look nothing changes by time alone', () => {
  fc.assert(
    fc.property(anyFacts, moment, fc.nat(), (facts, at, later) => {
      const seen = outlook(facts, at, startOfDay);
      const until = seen.lookDueAt ?? at + 60 * day;
      if (until <= at) return;
      for (const between of [at + (later % (until - at)), until - 1]) {
        const then = outlook(facts, between, startOfDay);
        assert.deepEqual([then.attention, then.findings], [seen.attention, seen.findings]);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what only a look does is looked at once more, even long after', () => {
  fc.assert(
    fc.property(anyFacts, moment, (facts, at) => {
      if (facts.state !== 'open') return;
      for (const due of [facts.noticeDueAt, facts.waitingUntilAt]) {
        const { lookDueAt } = outlook(facts, at, startOfDay);
        if (due !== null) assert.ok(lookDueAt !== null && lookDueAt <= due);
      }
    }),
  );
});

test('one thing is shown, the most pressing: undelivered, late, a second try, written back, waiting', () => {
  const shown = (facts: Partial<LeadFacts>) => outlook({ ...quiet, ...facts }, now, startOfDay).attention?.kind ?? null;
  const late = { ...owed, dueAt: now - 1 };
  assert.equal(shown({ clock: late, inboundCount: 2, unsentAt: now }), 'undelivered');
  assert.equal(shown({ clock: late, inboundCount: 2 }), 'late');
  assert.equal(shown({ clock: owed, inboundCount: 2 }), 'second-try');
  assert.equal(shown({ clock: { ...owed, kind: 'again' } }), 'wrote-back');
  assert.equal(shown({ clock: owed, nextDueAt: now - day }), 'waiting-for-answer');
  assert.equal(shown({ nextDueAt: now - 1, wokeAt: now }), 'step-late');
  assert.equal(shown({ nextDueAt: now + hour, wokeAt: now }), 'woke');
  assert.equal(shown({ nextDueAt: now + hour }), 'step');
  assert.equal(shown({ nextDueAt: now + 3 * day, stuckAt: now - day }), 'stuck');
  assert.equal(shown({ nextDueAt: now + 3 * day, lastHeardAt: now - 8 * day }), 'untouched');
  assert.equal(shown({ nextDueAt: now + 3 * day }), null);
});

test('waiting on purpose is neither stuck nor forgotten nor late until its day', () => {
  const waiting = { nextDueAt: now + 2 * day, waitingUntilAt: now + 2 * day, stuckAt: now - day, lastHeardAt: now - 20 * day };
  const seen = outlook({ ...quiet, ...waiting }, now, startOfDay);
  assert.deepEqual(seen, { lookDueAt: now + 2 * day, attention: null, findings: [] });
});

test('what sleeps or is closed asks for nothing but what did not go', () => {
  assert.deepEqual(outlook({ ...quiet, state: 'later', laterUntilAt: now + day }, now, startOfDay), {
    lookDueAt: now + day,
    attention: null,
    findings: [],
  });
  const closed = outlook({ ...quiet, state: 'closed', unsentAt: now - day }, now, startOfDay);
  assert.deepEqual([closed.lookDueAt, closed.attention?.kind], [null, 'undelivered']);
});
