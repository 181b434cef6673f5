import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, houseWithMail, leadNow, minute, passTo, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { Refusal } from '../refusal.ts';
import { closeLead } from './close-lead.ts';
import { logTouch } from './log-touch.ts';
import { snoozeStep } from './snooze-step.ts';
import { undoAct } from './undo-act.ts';

eachEngine((engine) => {
  test('a snoozed step comes back at its time, once, and what was told stays', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await passTo(house, at(10, 20), 5 * minute);
    await snoozeStep(house.env, { id }, { memberId: house.cast.ana }, at(12, 20));
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.next_what, lead.next_due_at, lead.next_suggested_at], ['Answer', at(12, 20), null]);
    assert.equal((await rows(house, 'clocks'))[0]!.due_at, at(11));
    await passTo(house, at(12, 19), minute);
    const before = mail.letters.length;
    await passTo(house, at(12, 40), minute);
    const again = mail.letters.slice(before).filter(({ to }) => to.includes('ana@harbourplumbing.example'));
    assert.deepEqual(
      again.map(({ subject }) => subject),
      ['Martin has waited 1 h 20 min longer than we said'],
    );
  });

  test('moved once more, only the last time reminds', async (t) => {
    const { house } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    const ana = { memberId: house.cast.ana };
    await snoozeStep(house.env, { id }, ana, at(12, 10));
    await snoozeStep(house.env, { id }, ana, at(14));
    await passTo(house, at(14, 10), 5 * minute);
    const snoozed = (await rows(house, 'outbox')).filter(({ key }) => key.includes('snoozed'));
    assert.deepEqual(snoozed.map(({ state }) => state).sort(), ['accepted', 'skipped']);
  });

  test('answered meanwhile, or undone, nobody is reminded', async (t) => {
    const { house } = await houseWithMail(t, engine);
    const first = await enquire(house);
    const second = await enquire(house, { name: 'Lily Park', email: 'lily@park.example', message: 'Do you fit taps?' });
    const ana = { memberId: house.cast.ana };
    await snoozeStep(house.env, { id: first.id }, ana, at(10, 50));
    const { undo } = await snoozeStep(house.env, { id: second.id }, ana, at(10, 50));
    await undoAct(house.env, { id: undo!.id, memberId: house.cast.ana });
    assert.equal((await leadNow(house, second.id)).next_due_at, at(11));
    await logTouch(house.env, { id: first.id }, ana, { kind: 'phone', direction: 'out', result: 'spoke' });
    await passTo(house, at(10, 55), 5 * minute);
    const snoozed = (await rows(house, 'outbox')).filter(({ key }) => key.includes('snoozed'));
    assert.deepEqual(snoozed.map(({ state }) => state).sort(), ['skipped', 'withdrawn']);
  });

  test('a try that was planted moves along', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const ana = { memberId: house.cast.ana };
    await logTouch(house.env, { id }, ana, { kind: 'phone', direction: 'out', result: 'no-answer' });
    await snoozeStep(house.env, { id }, ana, at(15));
    assert.equal((await rows(house, 'clocks'))[0]!.try_due_at, at(15));
  });

  test('the past, a far future and a closed lead are refused', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const ana = { memberId: house.cast.ana };
    for (const until of [house.time.now, at(10, 0, 800)])
      await assert.rejects(snoozeStep(house.env, { id }, ana, until), Refusal);
    await closeLead(house.env, { id }, ana, { outcome: 'won' });
    await assert.rejects(snoozeStep(house.env, { id }, ana, at(12)), Refusal);
  });
});
