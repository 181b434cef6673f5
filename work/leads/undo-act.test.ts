import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LeadRow } from '#store/schema.ts';
import {
  and,
  at,
  chores,
  day,
  enquire,
  houseWithMail,
  leadNow,
  martin,
  minute,
  passTo,
  post,
  rows,
  second,
} from '#test/acting.ts';
import { eachEngine, type TestHouse } from '#test/harness.ts';
import type { Refusal } from '../refusal.ts';
import { changeStage } from './change-stage.ts';
import { closeLead } from './close-lead.ts';
import { editLead } from './edit-lead.ts';
import { logTouch, type Touch } from './log-touch.ts';
import { putLater } from './put-later.ts';
import { reopenLead } from './reopen-lead.ts';
import { sayItTakesLonger } from './say-it-takes-longer.ts';
import { settleLetter } from './settle-letter.ts';
import { undoAct } from './undo-act.ts';

/** Everything that an undo gives back as it was, without what grows on purpose. */
async function everything(house: TestHouse) {
  const leads = (await rows(house, 'leads')).map(({ version, indexed_version, ...lead }) => lead);
  const touches = (await rows(house, 'touches')).filter(({ undone_at }) => undone_at === null);
  const outbox = (await rows(house, 'outbox')).filter(({ state }) => state !== 'withdrawn');
  const plain = async (table: 'clocks' | 'steps' | 'stage_spans' | 'findings' | 'contacts' | 'points') =>
    (await rows(house, table as 'clocks')).map((row) => ({ ...row }));
  return {
    leads,
    touches,
    outbox,
    clocks: await plain('clocks'),
    steps: await plain('steps'),
    spans: await plain('stage_spans'),
    findings: await plain('findings'),
    contacts: await plain('contacts'),
    points: await plain('points'),
  };
}

type Act = (house: TestHouse, lead: LeadRow, actor: { memberId: string }) => Promise<{ undo: { id: string } | null }>;

const touch = (house: TestHouse, lead: LeadRow, actor: { memberId: string }, more: Partial<Touch>) =>
  logTouch(house.env, { id: lead.id }, actor, { kind: 'phone', direction: 'out', result: 'spoke', ...more });

const acts: Record<string, Act> = {
  'an answered call': (house, lead, actor) => touch(house, lead, actor, {}),
  'a try': (house, lead, actor) => touch(house, lead, actor, { result: 'no-answer' }),
  'a message of theirs': (house, lead, actor) => touch(house, lead, actor, { direction: 'in', result: 'received' }),
  'a reply': (house, lead, actor) => touch(house, lead, actor, { kind: 'email', result: 'sent', text: 'Hello', send: true }),
  'a call that closes': (house, lead, actor) => touch(house, lead, actor, and({ close: { outcome: 'won' } })),
  'a call that puts to later': (house, lead, actor) => touch(house, lead, actor, and({ later: { until: at(10, 0, 30) } })),
  'a call that waits': (house, lead, actor) => touch(house, lead, actor, and({ waitUntil: at(10, 0, 5) })),
  'closing as lost': (house, { id }, actor) =>
    closeLead(house.env, { id }, actor, { outcome: 'lost', reason: 'price', value: 5 }),
  'putting to later': (house, { id }, actor) => putLater(house.env, { id }, actor, { until: at(10, 0, 20), what: 'Ask again' }),
  'a stage by hand': (house, { id }, actor) => changeStage(house.env, { id }, actor, 'qualified'),
  'a proposal': (house, { id }, actor) => changeStage(house.env, { id }, actor, 'proposal-sent'),
  'winning by stage': (house, { id }, actor) => changeStage(house.env, { id }, actor, 'won'),
  'another name and a value': (house, { id }, actor) =>
    editLead(house.env, { id }, actor, { name: 'Maria Hale', company: 'Hale Ltd', value: 9, statusNote: 'Wants it soon' }),
  'another address and one more number': (house, { id }, actor) =>
    editLead(house.env, { id }, actor, {
      company: 'Hale Ltd',
      points: [
        { kind: 'email', was: martin.email, value: 'office@hale.example' },
        { kind: 'phone', was: null, value: '020 7946 0018' },
        { kind: 'phone', was: '+447700900118', value: null },
      ],
    }),
  'a next step': (house, { id }, actor) =>
    editLead(house.env, { id }, actor, { nextStep: { what: 'Visit', dueAt: at(9, 0, 4) } }),
  urgent: (house, { id }, actor) => editLead(house.env, { id }, actor, { urgent: true }),
  'telling them it takes longer': (house, { id }, actor) => sayItTakesLonger(house.env, { id }, actor, at(15)),
};

eachEngine((engine) => {
  for (const [name, act] of Object.entries(acts))
    test(`undoing ${name} leaves everything as it was`, async (t) => {
      const house = await engine.house(t);
      const lead = await enquire(house);
      house.time.now += 5 * minute;
      const before = await everything(house);
      const actor = { memberId: house.cast.ben };
      const done = await act(house, lead, actor);
      assert.notDeepEqual(await everything(house), before, 'the act has changed something');
      house.time.now += 9 * second;
      await undoAct(house.env, { id: done.undo!.id, ...actor });
      assert.deepEqual(await everything(house), before);
      const kinds = (await rows(house, 'timeline')).map(({ kind }) => kind);
      assert.equal(kinds.at(-1), 'undone');
      // What was undone can be done, and undone, once more.
      house.time.now += second;
      await act(house, lead, actor);
    });

  test('undoing a reopening closes the lead again as it was', async (t) => {
    const house = await engine.house(t);
    const { id } = await enquire(house);
    const actor = { memberId: house.cast.ana };
    await closeLead(house.env, { id }, actor, { outcome: 'lost', reason: 'no-answer' });
    const before = await everything(house);
    house.time.now += minute;
    const { undo } = await reopenLead(house.env, { id }, actor, { what: 'Ring', dueAt: at(9, 0, 3) });
    await undoAct(house.env, { id: undo!.id, ...actor });
    assert.deepEqual(await everything(house), before);
  });

  test('undoing what was said about a letter asks about it again', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const actor = { memberId: house.cast.ana };
    const sent = await touch(house, lead, actor, { kind: 'email', result: 'sent', text: 'Hello', send: true });
    await passTo(house, at(10, 1));
    const before = await everything(house);
    const { undo } = await settleLetter(house.env, { id: sent.value.letterId!, ...actor, sent: true });
    await undoAct(house.env, { id: undo!.id, ...actor });
    assert.deepEqual(await everything(house), before);
    assert.equal((await leadNow(house, lead.id)).attention_kind, 'undelivered');
  });

  test('a reply that was undone never leaves', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const lead = await enquire(house);
    const actor = { memberId: house.cast.ana };
    const done = await touch(house, lead, actor, { kind: 'email', result: 'sent', text: 'Wrong person', send: true });
    house.time.now += 9 * second;
    await undoAct(house.env, { id: done.undo!.id, ...actor });
    await passTo(house, at(10, 5));
    assert.equal(
      mail.letters.some(({ text }) => text.includes('Wrong person')),
      false,
    );
    assert.equal((await rows(house, 'outbox')).find(({ kind }) => kind === 'reply')!.state, 'withdrawn');
  });

  test('nothing is undone after ten seconds, by somebody else, twice, or after another act', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const [ana, ben] = [{ memberId: house.cast.ana }, { memberId: house.cast.ben }];
    const refused = (deed: Promise<unknown>, status: number) =>
      assert.rejects(deed, (error: Refusal) => error.status === status && error.message.length > 20);
    const first = await touch(house, lead, ana, { result: 'no-answer' });
    await refused(undoAct(house.env, { id: first.undo!.id, ...ben }), 404);
    house.time.now += 10 * second + 1;
    await refused(undoAct(house.env, { id: first.undo!.id, ...ana }), 409);
    const second_ = await touch(house, lead, ana, { result: 'no-answer' });
    await touch(house, lead, ben, { result: 'no-answer' });
    await refused(undoAct(house.env, { id: second_.undo!.id, ...ana }), 412);
    const third = await touch(house, lead, ana, { result: 'no-answer' });
    await undoAct(house.env, { id: third.undo!.id, ...ana });
    await refused(undoAct(house.env, { id: third.undo!.id, ...ana }), 409);
    assert.equal((await leadNow(house, lead.id)).tried_count, 3);
  });

  test('their message after an act cannot be lost by undoing it', async (t) => {
    const house = await engine.house(t);
    const lead = await enquire(house);
    const actor = { memberId: house.cast.ana };
    const done = await closeLead(house.env, { id: lead.id }, actor, { outcome: 'lost', reason: 'no-answer' });
    house.time.now += 3 * second;
    await post(house, { ...martin, message: 'Are you still there?' });
    await assert.rejects(undoAct(house.env, { id: done.undo!.id, ...actor }), (error: Refusal) => error.status === 412);
    assert.equal((await leadNow(house, lead.id)).state, 'open');
  });

  test('undoing after the clock has looked gives no notice twice', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    const lead = await enquire(house);
    const actor = { memberId: house.cast.ben };
    house.time.now = at(11) - 2 * second;
    await chores(house);
    const done = await changeStage(house.env, { id: lead.id }, actor, 'qualified');
    house.time.now = at(11) + second;
    await chores(house);
    await undoAct(house.env, { id: done.undo!.id, ...actor });
    await passTo(house, at(11, 40));
    const due = mail.letters.filter(({ subject }) => subject.includes('waited'));
    assert.deepEqual(due.map(({ to }) => to[0]).sort(), ['ana@harbourplumbing.example', 'ben@harbourplumbing.example']);
    await passTo(house, at(9, 0, 3), day);
  });
});
