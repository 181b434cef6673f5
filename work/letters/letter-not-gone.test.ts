import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { LeadRow } from '#store/schema.ts';
import {
  and,
  at,
  chores,
  day,
  enquire,
  hour,
  houseWithMail,
  leadNow,
  martin,
  minute,
  passTo,
  post,
  rows,
  second,
} from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import { changeStage } from '../leads/change-stage.ts';
import { closeLead } from '../leads/close-lead.ts';
import { confirmStep } from '../leads/confirm-step.ts';
import { editLead } from '../leads/edit-lead.ts';
import { logTouch, type Touch } from '../leads/log-touch.ts';
import { settleLetter } from '../leads/settle-letter.ts';
import { undoAct } from '../leads/undo-act.ts';

type Fails = 'refuses' | 'comes and goes' | 'is lost' | 'is kept';

const letter = (more: Partial<Touch> = {}): Touch => ({
  kind: 'email',
  direction: 'out',
  result: 'sent',
  text: 'We can come on Tuesday.',
  send: true,
  ...more,
});

const stands = ({ next_what, next_due_at, next_suggested_at, waiting_at, waiting_until_at, stage, attention_kind }: LeadRow) => ({
  what: next_what,
  due: next_due_at,
  suggested: next_suggested_at !== null,
  waiting: waiting_at !== null || waiting_until_at !== null,
  stage,
  shown: attention_kind,
});

const toAnswer = { what: 'Answer', due: at(11), suggested: true, waiting: false, stage: 'new' };
const waiting = { what: 'Ring if nothing comes', due: at(8, 0, 4), suggested: true, waiting: true };

/** A house where a letter to Martin has this fate, once. */
async function failing(t: TestContext, engine: Engine, how: Fails) {
  const made = how === 'is kept' ? { house: await engine.house(t), mail: null } : await houseWithMail(t, engine);
  const { house, mail } = made;
  const lead = await enquire(house);
  await chores(house);
  const fails = () =>
    mail?.fail((moment) => {
      if (how === 'is lost') return moment.at === 'message' && moment.address === martin.email ? 'keep and break' : undefined;
      return moment.at === 'recipient' && moment.address === martin.email ? { say: how === 'refuses' ? 550 : 451 } : undefined;
    });
  fails();
  const ana = { memberId: house.cast.ana };
  const write = async (more: Partial<Touch> = {}) => {
    const done = await logTouch(house.env, { id: lead.id }, ana, letter(more));
    return { id: done.value.letterId!, undo: done.undo! };
  };
  const now = () => leadNow(house, lead.id);
  const settle = (id: string, sent: boolean) => settleLetter(house.env, { id, ...ana, sent });
  return { house, mail, lead, ana, write, now, settle };
}

const told = async (house: TestHouse, kind: string) => (await rows(house, 'timeline')).filter((entry) => entry.kind === kind);

eachEngine((engine) => {
  for (const how of ['refuses', 'is kept'] as const)
    test(`a reply ${how === 'refuses' ? 'that is refused' : 'that is kept'} leaves the step that was there: to answer, by the time of the clock`, async (t) => {
      const { house, write, now, settle } = await failing(t, engine, how);
      const { id } = await write();
      assert.deepEqual(stands(await now()), { ...waiting, stage: 'new', shown: 'waiting-for-answer' });
      await passTo(house, at(10, 1));
      assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'undelivered' });
      assert.equal((await told(house, 'step-back')).length, 1);
      await settle(id, false);
      assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'waiting-for-answer' });
      assert.equal((await told(house, 'step-back')).length, 1);
    });

  test('“I sent it”: they were answered after all, and what had been planned with it is planned again', async (t) => {
    const { house, write, now, settle, ana } = await failing(t, engine, 'is kept');
    const { id } = await write();
    await passTo(house, at(10, 1));
    const before = await now();
    const { undo } = await settle(id, true);
    assert.deepEqual(stands(await now()), { ...waiting, stage: 'contacted', shown: null });
    await undoAct(house.env, { id: undo!.id, ...ana });
    assert.deepEqual(stands(await now()), stands(before));
    house.time.now = at(9, 0, 5);
    await settle(id, true);
    const late = await now();
    assert.deepEqual([late.next_what, late.next_due_at, late.waiting_at !== null], ['Ring if nothing comes', at(8, 0, 7), true]);
  });

  test('a day that was chosen to wait until goes with a letter that did not, and comes back with “I sent it”', async (t) => {
    const { house, write, now, settle } = await failing(t, engine, 'refuses');
    const { id } = await write(and({ waitUntil: at(8, 0, 10) }));
    assert.equal((await now()).next_due_at, at(8, 0, 10));
    await passTo(house, at(10, 1));
    assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'undelivered' });
    await settle(id, true);
    assert.deepEqual(stands(await now()), {
      what: 'Ring if nothing comes',
      due: at(8, 0, 10),
      suggested: false,
      waiting: true,
      stage: 'contacted',
      shown: null,
    });
  });

  test('a step that was chosen with the letter and waits for nobody stays', async (t) => {
    const { house, write, now } = await failing(t, engine, 'refuses');
    await write(and({ nextStep: { what: 'Measure the cupboard', dueAt: at(9, 0, 3) } }));
    await passTo(house, at(10, 1));
    const lead = await now();
    assert.deepEqual(
      [lead.next_what, lead.next_suggested_at, lead.attention_kind],
      ['Measure the cupboard', null, 'undelivered'],
    );
    assert.deepEqual(await told(house, 'step-back'), []);
  });

  test('a reply that the mail server puts off for hours and then refuses is taken back then', async (t) => {
    const { house, write, now } = await failing(t, engine, 'comes and goes');
    await write();
    await passTo(house, at(13), 10 * minute);
    assert.equal((await now()).waiting_at !== null, true, 'it is still on its way');
    await passTo(house, at(16), 10 * minute);
    const lead = await now();
    assert.deepEqual(stands(lead), { ...toAnswer, shown: 'undelivered' });
    assert.equal(lead.first_answer_at, null);
  });

  test('of what nobody knows, it is the member who says that it did not go; also after the day it waited for', async (t) => {
    for (const later of [at(10, 2), at(9, 0, 4)]) {
      const { house, write, now, settle, ana } = await failing(t, engine, 'is lost');
      const { id } = await write();
      await passTo(house, at(10, 1));
      assert.equal((await now()).waiting_at !== null, true, 'it may have gone');
      house.time.now = later;
      await chores(house);
      const before = stands(await now());
      assert.equal(before.stage, later > at(8, 0, 4) ? 'follow-up-needed' : 'new');
      const { undo } = await settle(id, false);
      const after = await now();
      assert.deepEqual({ ...stands(after), shown: null }, { ...toAnswer, shown: null });
      await undoAct(house.env, { id: undo!.id, ...ana });
      assert.deepEqual(stands(await now()), before);
    }
  });

  test('what a person has chosen meanwhile is theirs', async (t) => {
    const { house, write, now, settle, ana, lead } = await failing(t, engine, 'is lost');
    const first = await write();
    house.time.now += minute;
    await chores(house);
    await editLead(house.env, { id: lead.id }, ana, { nextStep: { what: 'Ring the daughter', dueAt: at(15) } });
    await settle(first.id, false);
    assert.deepEqual([(await now()).next_what, (await now()).next_due_at], ['Ring the daughter', at(15)]);
    house.time.now += minute;
    const second_ = await write();
    await passTo(house, house.time.now + minute);
    await confirmStep(house.env, { id: lead.id }, ana, {});
    await settle(second_.id, false);
    assert.deepEqual([(await now()).next_what, (await now()).next_suggested_at], ['Ring if nothing comes', null]);
  });

  test('a stage that a person chose meanwhile stays', async (t) => {
    const { house, write, now, lead, ana } = await failing(t, engine, 'refuses');
    await write();
    house.time.now += 2 * second;
    await changeStage(house.env, { id: lead.id }, ana, 'qualified');
    await passTo(house, at(10, 1));
    assert.deepEqual([(await now()).stage, (await now()).next_what], ['qualified', 'Answer']);
  });

  test('a call after the letter has its own step, which stays', async (t) => {
    const { house, write, now, lead, ana } = await failing(t, engine, 'refuses');
    await write();
    house.time.now += 3 * second;
    await logTouch(house.env, { id: lead.id }, ana, { kind: 'phone', direction: 'out', result: 'spoke' });
    const before = stands(await now());
    await passTo(house, at(10, 1));
    assert.deepEqual({ ...stands(await now()), shown: null }, { ...before, shown: null });
  });

  test('their message meanwhile is to be answered, by the time that it was', async (t) => {
    const { house, write, now } = await failing(t, engine, 'refuses');
    await write();
    house.time.now += 3 * second;
    await post(house, { ...martin, message: 'Is anybody coming?' });
    await passTo(house, at(10, 1));
    assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'undelivered' });
    assert.deepEqual(await told(house, 'step-back'), []);
  });

  test('a lead that was closed meanwhile, or by the letter, stays closed', async (t) => {
    for (const byLetter of [false, true]) {
      const { house, write, now, lead, ana } = await failing(t, engine, 'refuses');
      await write(byLetter ? and({ close: { outcome: 'question' } }) : {});
      house.time.now += 3 * second;
      if (!byLetter) await closeLead(house.env, { id: lead.id }, ana, { outcome: 'lost', reason: 'price' });
      await passTo(house, at(10, 1));
      const { state, next_what, attention_kind } = await now();
      assert.deepEqual([state, next_what, attention_kind], ['closed', null, 'undelivered']);
    }
  });

  test('a letter that was taken back within ten seconds has no fate at all', async (t) => {
    const { house, write, now, ana } = await failing(t, engine, 'refuses');
    const { undo } = await write();
    await undoAct(house.env, { id: undo.id, ...ana });
    await passTo(house, at(10, 1));
    assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'waiting-for-answer' });
    assert.deepEqual(await told(house, 'step-back'), []);
  });

  test('two replies, none of which went: the step is to answer, not to wait for the first', async (t) => {
    const { house, write, now, settle } = await failing(t, engine, 'refuses');
    await write();
    house.time.now += second;
    const second_ = await write();
    await passTo(house, at(10, 1));
    assert.deepEqual(stands(await now()), { ...toAnswer, shown: 'undelivered' });
    await settle(second_.id, true);
    assert.deepEqual({ ...stands(await now()), shown: null }, { ...waiting, stage: 'contacted', shown: null });
  });

  test('the second of two replies is refused, then the first goes after all: it is their turn', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await chores(house);
    let asked = 0;
    mail.fail((moment) => {
      if (moment.at !== 'recipient' || moment.address !== martin.email) return undefined;
      return { say: ++asked === 1 ? 451 : 550 };
    });
    const write = () => logTouch(house.env, { id }, { memberId: house.cast.ana }, letter());
    await write();
    house.time.now += 10 * second;
    await chores(house);
    await write();
    house.time.now += 10 * second;
    await chores(house);
    assert.deepEqual(stands(await leadNow(house, id)), { ...toAnswer, shown: 'undelivered' });
    mail.fail();
    await passTo(house, at(10, 5));
    const lead = await leadNow(house, id);
    assert.deepEqual({ ...stands(lead), shown: null }, { ...waiting, stage: 'contacted', shown: null });
  });

  test('where nothing was owed, the step that the letter was to be is still to be done', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    const ana = { memberId: house.cast.ana };
    const call: Touch = { kind: 'phone', direction: 'out', result: 'spoke' };
    await logTouch(house.env, { id }, ana, { ...call, ...and({ nextStep: { what: 'Send the list of tiles', dueAt: at(15) } }) });
    house.time.now = at(10, 30);
    mail.fail((moment) => (moment.at === 'recipient' && moment.address === martin.email ? { say: 550 } : undefined));
    await logTouch(house.env, { id }, ana, letter());
    await passTo(house, at(10, 31));
    const lead = await leadNow(house, id);
    assert.deepEqual(stands(lead), {
      what: 'Send the list of tiles',
      due: at(15),
      suggested: false,
      waiting: false,
      stage: 'contacted',
      shown: 'undelivered',
    });
    const steps = await rows(house, 'steps');
    assert.equal(steps.filter(({ done_at, dropped_at }) => done_at === null && dropped_at === null).length, 1);
    assert.equal(steps.filter(({ what, done_at }) => what === 'Send the list of tiles' && done_at !== null).length, 0);
  });

  test('a lead that was in Follow-up needed before the letter is there still', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const { id } = await enquire(house);
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, letter());
    await passTo(house, at(10, 1));
    house.time.now = at(9, 0, 4);
    await chores(house);
    const before = await leadNow(house, id);
    assert.deepEqual([before.stage, before.next_what], ['follow-up-needed', 'Ring if nothing comes']);
    mail.fail((moment) => (moment.at === 'recipient' && moment.address === martin.email ? { say: 550 } : undefined));
    house.time.now += hour;
    await logTouch(house.env, { id }, { memberId: house.cast.ana }, letter());
    await passTo(house, house.time.now + minute);
    const after = await leadNow(house, id);
    assert.deepEqual(
      [after.stage, after.next_what, after.next_due_at, after.waiting_at],
      ['follow-up-needed', 'Ring if nothing comes', before.next_due_at, null],
    );
    await passTo(house, at(9, 0, 5), day);
  });
});
