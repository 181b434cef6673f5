import assert from 'node:assert/strict';
import { test } from 'node:test';
import { responseRule } from '#domain/response-rule.ts';
import { findChannel } from '#store/arrivals.ts';
import { NoTeam } from '#store/standard.ts';
import { at, chores, enquire, leadNow, rows } from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import { receiveItems } from '../arrivals/receive.ts';
import { bundleLate } from '../letters/bundle-late.ts';
import { changeRules } from '../team/change-rules.ts';
import { editLead } from './edit-lead.ts';
import { logTouch } from './log-touch.ts';
import { recomputeLeads } from './recompute-leads.ts';

const rule = (house: TestHouse, preset: Parameters<typeof responseRule>[0]) =>
  changeRules(house.env, { memberId: house.cast.ana, change: { rule: responseRule(preset) } });

const clockOf = async (house: TestHouse) => (await rows(house, 'clocks'))[0]!;

/** Written down by hand: nobody was told a time. */
async function logged(house: TestHouse) {
  const channel = (await findChannel(house.env.read, 'referral'))!;
  const raw = { body: new TextEncoder().encode('x'), contentType: 'text/plain', receivedAt: house.time.now };
  const item = { is: 'message' as const, source: 'referral' as const, from: { phone: '07700 900123' }, asked: 'A new bathroom' };
  const [got] = await receiveItems(house.env, channel, raw, [item], { by: house.cast.ben });
  return got!.lead!;
}

eachEngine((engine) => {
  test('a stricter rule brings the answer forward, with its step, its reason and what is shown', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await rule(house, '15-minutes');
    assert.equal(await recomputeLeads(house.env), 1);
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.next_due_at, lead.attention_due_at], [at(10, 15), at(10, 15)]);
    const clock = await clockOf(house);
    assert.equal(clock.due_at, at(10, 15));
    assert.deepEqual(JSON.parse(clock.rule), { key: 'open-minutes', minutes: 15 });
    assert.equal((await rows(house, 'steps'))[0]!.due_at, at(10, 15));
    assert.equal((await rows(house, 'timeline')).at(-1)!.kind, 'due-moved');
    assert.equal(await recomputeLeads(house.env), 0, 'once is enough');
  });

  test('a milder rule never moves it to later than they were told, by mail or by what their page said since', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    for (const [preset, due] of [
      ['24-hours', at(11)],
      ['15-minutes', at(10, 15)],
      ['same-day', at(10, 15)],
    ] as const) {
      await rule(house, preset);
      await chores(house);
      assert.equal((await clockOf(house)).due_at, due, preset);
      assert.equal((await leadNow(house, id)).rules_version, (await rows(house, 'team'))[0]!.rules_version);
    }
  });

  test('who was told nothing may wait as the rule says now', async (t) => {
    const house = await engine.house(t);
    const { id } = await logged(house);
    await house.env.write((tx) => tx.db.updateTable('arrivals').set({ told_due_at: null }).execute());
    await rule(house, 'same-day');
    await chores(house);
    assert.equal((await leadNow(house, id)).next_due_at, at(17, 30));
  });

  test('what has been answered stays as it was answered', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, { kind: 'phone', direction: 'out', result: 'spoke' });
    const before = await clockOf(house);
    await rule(house, '15-minutes');
    await chores(house);
    assert.deepEqual(await clockOf(house), before);
  });

  test('what became urgent later is not late from the start by a new rule', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 30);
    await editLead(house.env, { id }, { memberId: house.cast.ana }, { urgent: true });
    await rule(house, 'same-day');
    await chores(house);
    assert.equal((await clockOf(house)).due_at, at(10, 45));
  });

  test('a closed day moves what came outside opening hours, and nobody is late for it', async (t) => {
    const house = await engine.house(t, { now: at(19) });
    const { id } = await logged(house);
    await house.env.write((tx) => tx.db.updateTable('arrivals').set({ told_due_at: null }).execute());
    assert.equal((await clockOf(house)).due_at, at(10, 0, 3));
    await changeRules(house.env, {
      memberId: house.cast.ana,
      change: { closedDays: [{ date: '2026-11-23', name: 'Stocktaking' }] },
    });
    await chores(house);
    assert.equal((await leadNow(house, id)).next_due_at, at(10, 0, 4));
  });

  test('before there is a team the chores say so in words', async (t) => {
    const house = await engine.house(t, { empty: true });
    await assert.rejects(recomputeLeads(house.env), NoTeam);
    await assert.rejects(
      bundleLate(house.env),
      (error: Error) => error instanceof NoTeam && /bin\/baton setup/.test(error.message),
    );
  });
});
