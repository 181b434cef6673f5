import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, enquire, hour, leadNow, martin, minute, rows } from '#test/acting.ts';
import { eachEngine, fridayMorning, type TestHouse } from '#test/harness.ts';
import { closeLead } from '../leads/close-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { undoAct } from '../leads/undo-act.ts';
import { linkExpiry, type NoticeDeed, noticeToken } from './notice-link.ts';
import { readTap } from './read-tap.ts';
import { tapNotice } from './tap-notice.ts';

/** A button in a notice to Ben about the answer that is owed to this lead now. */
async function buttonFor(house: TestHouse, leadId: string, deed: NoticeDeed, memberId = house.cast.ben): Promise<string> {
  const clock = (await rows(house, 'clocks')).findLast(({ lead_id }) => lead_id === leadId)!;
  const expiresAt = linkExpiry(house.time.now);
  return noticeToken(house.env.settings.secret, { memberId, deed, kind: 'due', leadId, clockId: clock.id, expiresAt });
}

const standing = async (house: TestHouse, token: string) =>
  (await readTap(house.env.read, house.env.settings.secret, token, house.time.now)).is;

eachEngine((engine) => {
  test('a tap on “Spoke” is the answer, by that member, and counts as seen', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'spoke');
    assert.equal(await standing(house, token), 'ready');
    assert.equal((await leadNow(house, id)).seen_at, null, 'looking changes nothing');
    house.time.now += 10 * minute;
    const tapped = await tapNotice(house.env, token, null);
    assert.equal(tapped.did, true);
    const lead = await leadNow(house, id);
    assert.equal(lead.first_answer_at, fridayMorning + 10 * minute);
    assert.equal(lead.seen_at, fridayMorning + 10 * minute);
    assert.deepEqual(
      (await rows(house, 'touches'))
        .filter(({ direction }) => direction === 'out')
        .map(({ member_id, result }) => [member_id, result]),
      [[house.cast.ben, 'spoke']],
    );
    assert.deepEqual(
      (await rows(house, 'seen')).map(({ member_id }) => member_id),
      [house.cast.ben],
    );
  });

  test('pressed ten times at once it is done once', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'no-answer');
    const all = await Promise.all(Array.from({ length: 10 }, () => tapNotice(house.env, token, null)));
    assert.equal(all.filter(({ did }) => did).length, 1);
    assert.equal((await leadNow(house, id)).tried_count, 1);
    assert.equal(await standing(house, token), 'done');
    assert.deepEqual(house.errors, []);
  });

  test('the same bytes written in another way are no button of ours', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'no-answer');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = `${token.slice(0, -1)}${letters[letters.indexOf(token.at(-1)!) + 1]}`;
    assert.equal((await tapNotice(house.env, other, null)).did, false);
    assert.equal(await standing(house, other), 'unknown');
    assert.equal((await tapNotice(house.env, token, null)).did, true);
    assert.equal(await standing(house, token), 'done');
  });

  test('two buttons for two tries are two tries', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    await tapNotice(house.env, await buttonFor(house, id, 'no-answer'), null);
    house.time.now += 2 * hour;
    await tapNotice(house.env, await buttonFor(house, id, 'no-answer'), null);
    assert.equal((await leadNow(house, id)).tried_count, 2);
  });

  test('what was undone can be done again, and then once', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'spoke');
    const first = await tapNotice(house.env, token, null);
    assert.ok(first.did && first.undo);
    await undoAct(house.env, { id: first.undo, memberId: house.cast.ben });
    assert.equal((await leadNow(house, id)).first_answer_at, null);
    assert.equal(await standing(house, token), 'ready');
    assert.equal((await tapNotice(house.env, token, null)).did, true);
    assert.equal((await tapNotice(house.env, token, null)).did, false);
  });

  test('told again after taking it back, the customer is written to', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'takes-longer');
    const closing = at(17, 30);
    const first = await tapNotice(house.env, token, closing);
    assert.ok(first.did && first.undo);
    await undoAct(house.env, { id: first.undo, memberId: house.cast.ben });
    assert.equal((await tapNotice(house.env, token, closing)).did, true);
    const letters = (await rows(house, 'outbox')).filter(({ kind }) => kind === 'takes-longer');
    assert.deepEqual(letters.map(({ state }) => state).sort(), ['queued', 'withdrawn']);
    assert.equal((await rows(house, 'clocks'))[0]!.told_due_at, closing);
  });

  test('a time that is no longer on offer is asked for again', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'takes-longer');
    for (const until of [null, at(3), at(17, 30) + 16 * minute, Number.NaN]) {
      const tapped = await tapNotice(house.env, token, until);
      assert.ok(!tapped.did && tapped.tap.is === 'ready');
    }
    house.time.now = at(17, 0);
    const tapped = await tapNotice(house.env, token, at(17, 30));
    assert.ok(!tapped.did && tapped.again);
    assert.equal((await rows(house, 'clocks'))[0]!.told_due_at, null);
  });

  test('answered by somebody else, closed, put aside, expired, left or forged: nothing changes', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const token = await buttonFor(house, lead.id, 'spoke');
    const touch = { kind: 'phone', direction: 'out', result: 'spoke' } as const;
    await logTouch(house.env, { id: lead.id }, { memberId: house.cast.ana }, touch);
    const tapped = await tapNotice(house.env, token, null);
    assert.ok(!tapped.did && tapped.tap.is === 'answered');
    assert.equal(tapped.tap.by?.id, house.cast.ana);
    assert.equal((await rows(house, 'touches')).filter(({ direction }) => direction === 'out').length, 1);

    await closeLead(house.env, { id: lead.id }, { memberId: house.cast.ana }, { outcome: 'question' });
    assert.equal(await standing(house, token), 'closed');
    assert.equal((await tapNotice(house.env, token, null)).did, false);
    assert.equal(await standing(house, token.replace('.', '.A')), 'unknown');
    assert.equal(await standing(house, await buttonFor(house, lead.id, 'spoke', house.cast.vic)), 'viewer');
    house.time.now += 7 * 24 * hour;
    assert.equal(await standing(house, token), 'expired');
    house.time.now -= 1;
    await house.env.write((tx) =>
      tx.db.updateTable('members').set({ removed_at: tx.now }).where('id', '=', house.cast.ben).execute(),
    );
    assert.equal(await standing(house, token), 'left');
    assert.equal((await tapNotice(house.env, token, null)).did, false);
  });

  test('an old button says so when they have written again since', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const token = await buttonFor(house, id, 'spoke');
    await tapNotice(house.env, await buttonFor(house, id, 'spoke', house.cast.ana), null);
    house.time.now += hour;
    await enquire(house, { ...martin, message: 'Are you still coming at four? The boiler is quite loud now.' });
    const tap = await readTap(house.env.read, house.env.settings.secret, token, house.time.now);
    assert.ok(tap.is === 'answered' && tap.wroteAgain);
  });
});
