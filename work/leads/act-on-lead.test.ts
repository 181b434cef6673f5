import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, leadNow, minute, rows } from '#test/acting.ts';
import { eachEngine } from '#test/harness.ts';
import { Refusal } from '../refusal.ts';
import { changeStage } from './change-stage.ts';
import { closeLead } from './close-lead.ts';
import { editLead } from './edit-lead.ts';
import { logTouch } from './log-touch.ts';
import { seeLead } from './see-lead.ts';

eachEngine((engine) => {
  test('of two acts at once on the same version exactly one counts, and the other learns what changed', async (t) => {
    const house = await engine.house(t);
    const { id, version } = await enquire(house);
    const [ana, ben] = [{ memberId: house.cast.ana }, { memberId: house.cast.ben }];
    const done = await Promise.allSettled([
      closeLead(house.env, { id, version }, ana, { outcome: 'won' }),
      changeStage(house.env, { id, version }, ben, 'qualified'),
    ]);
    const lost = done.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
    assert.equal(lost.length, 1);
    assert.ok(lost[0] instanceof Refusal);
    assert.equal(lost[0].status, 412);
    const name = done[0].status === 'fulfilled' ? 'Ana Reyes' : 'Ben Okoro';
    assert.ok(lost[0].changes.length > 0);
    assert.ok(lost[0].changes.every((change) => change.by === name && change.at === at(10)));
    assert.equal((await leadNow(house, id)).version, version + 1);
  });

  test('acts at once that name no version all count, one after the other', async (t) => {
    const house = await engine.house(t);
    const { id, version } = await enquire(house);
    const actor = { memberId: house.cast.ana };
    const many = Array.from({ length: 12 }, () =>
      logTouch(house.env, { id }, actor, { kind: 'phone', direction: 'out', result: 'no-answer' }),
    );
    await Promise.all(many);
    const lead = await leadNow(house, id);
    assert.deepEqual([lead.tried_count, lead.version], [12, version + 12]);
    const versions = (await rows(house, 'timeline')).map((entry) => entry.version).sort((a, b) => a - b);
    assert.deepEqual(new Set(versions).size, 13);
    assert.equal(
      (await rows(house, 'steps')).filter(({ done_at, dropped_at }) => done_at === null && dropped_at === null).length,
      1,
    );
  });

  test('a deed that refuses leaves nothing behind', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const before = [await rows(house, 'leads'), await rows(house, 'timeline'), await rows(house, 'steps')];
    house.time.now += minute;
    await assert.rejects(changeStage(house.env, { id }, { memberId: house.cast.ana }, 'nowhere'), Refusal);
    await assert.rejects(closeLead(house.env, { id }, { memberId: house.cast.ana }, { outcome: 'lost' }), Refusal);
    assert.deepEqual([await rows(house, 'leads'), await rows(house, 'timeline'), await rows(house, 'steps')], before);
  });

  test('a lead that is not there is not found', async (t) => {
    const house = await engine.house(t);
    const nobody = { memberId: house.cast.ana };
    await assert.rejects(
      closeLead(house.env, { number: 4_711 }, nobody, { outcome: 'won' }),
      (error: Refusal) => error.status === 404,
    );
    await assert.rejects(closeLead(house.env, { id: 'x' }, nobody, { outcome: 'won' }), (error: Refusal) => error.status === 404);
  });

  test('looking at a lead is seen once by its owner, and is no reason to refuse somebody else’s act', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    house.time.now = at(10, 7);
    await seeLead(house.env, { id }, { memberId: house.cast.ana });
    const seen = await leadNow(house, id);
    assert.deepEqual([seen.seen_at, seen.seen_by], [at(10, 7), house.cast.ana]);
    house.time.now = at(10, 9);
    await seeLead(house.env, { id }, { memberId: house.cast.ben });
    await seeLead(house.env, { id }, { memberId: house.cast.ana });
    await closeLead(house.env, { id, version: seen.version }, { memberId: house.cast.ana }, { outcome: 'question' });
    assert.equal((await leadNow(house, id)).seen_at, at(10, 7));
  });

  test('every change is on the timeline with who did it, and the rows stay as they are', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const actor = { memberId: house.cast.ben };
    await editLead(house.env, { id }, actor, { value: 48_000, statusNote: 'Wants it before Easter' });
    await changeStage(house.env, { id }, actor, 'qualified');
    await closeLead(house.env, { id }, actor, { outcome: 'won' });
    const timeline = (await rows(house, 'timeline')).filter(({ member_id }) => member_id === house.cast.ben);
    assert.deepEqual(
      timeline.map(({ kind }) => kind),
      ['edited', 'stage', 'stage', 'closed'],
    );
    assert.equal(JSON.stringify(timeline).includes('Easter'), false, 'no words of or about a customer');
  });
});
