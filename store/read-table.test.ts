// biome-ignore-all lint/suspicious/noThenProperty: the word is the deed's, and what stands there is no function.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { defaultStages } from '#domain/stage.ts';
import { at, day, enquire, hour, minute } from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { putLater } from '#work/leads/put-later.ts';
import { nextStepOf, stepsDoneSince, weekFigures } from './read-figures.ts';
import { readTable, sumTable, type TableAsked, tableSorts, tableViews } from './read-table.ts';
import { cameByChannel } from './read-ways.ts';

const stageOrder = defaultStages.map(({ key }) => key);
const usual: TableAsked = { view: 'all', sort: 'received', descending: false, stageOrder, offset: 0, limit: 50 };

/** Martin waits; Sara waits for nobody, because we wait for her; Kate sleeps; Lena is won; Olu was answered too late. */
async function filled(engine: Engine, t: TestContext): Promise<TestHouse> {
  const house = await engine.house(t);
  const { env, time, cast } = house;
  const ana = { memberId: cast.ana };
  const ask = async (name: string) => {
    time.now += minute;
    return { id: (await enquire(house, { name, email: `${name.toLowerCase()}@home.example`, message: `${name} asks` })).id };
  };
  const spoke = { kind: 'phone', direction: 'out', result: 'spoke' } as const;
  const sara = await ask('sara');
  await logTouch(env, sara, ana, { ...spoke, then: { waitUntil: at(9, 0, 6) } });
  await editLead(env, sara, ana, { value: 480_000, statusNote: 'with her partner' });
  await putLater(env, await ask('Kate'), ana, { until: at(9, 0, 30) });
  const lena = await ask('Lena');
  await logTouch(env, lena, ana, spoke);
  await closeLead(env, lena, ana, { outcome: 'won', value: 12_000 });
  const olu = await ask('Olu');
  time.now += 2 * hour;
  await logTouch(env, olu, ana, { ...spoke, then: { nextStep: { what: 'Book the visit', dueAt: at(16) } } });
  await ask('Martin');
  return house;
}

eachEngine((engine) => {
  const names = async ({ env }: TestHouse, asked: Partial<TableAsked>) =>
    (await readTable(env.read, { ...usual, ...asked })).map(({ contact_name }) => contact_name).join();

  test('each column sorts both ways, and what has nothing there comes last', async (t) => {
    const house = await filled(engine, t);
    assert.equal(await names(house, { sort: 'name' }), 'Kate,Lena,Martin,Olu,sara');
    assert.equal(await names(house, { sort: 'name', descending: true }), 'sara,Olu,Martin,Lena,Kate');
    assert.equal(await names(house, { sort: 'received' }), 'sara,Kate,Lena,Olu,Martin');
    assert.equal((await names(house, { sort: 'value' })).slice(0, 9), 'Lena,sara');
    assert.equal((await names(house, { sort: 'value', descending: true })).slice(0, 9), 'sara,Lena');
    assert.equal((await names(house, { sort: 'note', descending: true })).split(',')[0], 'sara');
    assert.equal(await names(house, { sort: 'next', view: 'open' }), 'Martin,Olu,sara');
    assert.equal((await names(house, { sort: 'stage' })).split(',').at(-1), 'Lena');
    for (const sort of tableSorts)
      for (const descending of [true, false]) assert.equal((await names(house, { sort, descending })).split(',').length, 5, sort);
  });

  test('every view has as many rows as its count says, whatever the filter', async (t) => {
    const house = await filled(engine, t);
    for (const filter of [{}, { ownerId: house.cast.ana }, { ownerId: house.cast.ben }, { stages: ['new'] }, { source: 'email' }])
      for (const view of tableViews) {
        const rows = await readTable(house.env.read, { ...usual, ...filter, view });
        const sums = (await sumTable(house.env.read, { ...filter, view }))[view]!;
        assert.equal(sums.count, rows.length, `${JSON.stringify(filter)} ${view}`);
        assert.equal(
          sums.value,
          rows.reduce((sum, { value }) => sum + (value ?? 0), 0),
          `${JSON.stringify(filter)} ${view}`,
        );
      }
    assert.equal(await names(house, { view: 'us' }), 'Martin');
    assert.equal(await names(house, { view: 'them' }), 'sara');
    assert.equal(await names(house, { view: 'later' }), 'Kate');
    assert.equal(await names(house, { view: 'closed' }), 'Lena');
  });

  test('pages follow each other without a gap or a double', async (t) => {
    const house = await filled(engine, t);
    const pages = [];
    for (let offset = 0; offset < 6; offset += 2) pages.push(await names(house, { sort: 'name', offset, limit: 2 }));
    assert.deepEqual(pages, ['Kate,Lena', 'Martin,Olu', 'sara']);
  });

  test('the figures of the week count the rows that the table shows for it', async (t) => {
    const house = await filled(engine, t);
    const { env, time } = house;
    const since = at(0, 0, -4);
    const figures = await weekFigures(env.read, since, time.now);
    assert.equal(figures.came, (await names(house, { since })).split(',').length);
    assert.equal(await names(house, { since, inTime: true }), 'sara,Lena');
    assert.deepEqual([figures.inTime, figures.decided], [2, 3]);
    time.now += day;
    assert.equal((await weekFigures(env.read, since, time.now)).decided, 4);
    assert.equal((await weekFigures(env.read, time.now, time.now)).came, 0);
    assert.equal(await names(house, { since: time.now }), '');
  });

  test('history is in no figure', async (t) => {
    const house = await filled(engine, t);
    const { env, time } = house;
    await env.write((tx) => tx.db.updateTable('leads').set({ history_at: time.now }).where('asked', '=', 'Olu asks').execute());
    assert.deepEqual((await weekFigures(env.read, at(0), time.now)).decided, 2);
    assert.equal(await names(house, { since: at(0) }), 'sara,Kate,Lena,Martin');
  });

  test('steps done, what is next and what came by a channel', async (t) => {
    const house = await filled(engine, t);
    const { env, cast } = house;
    assert.equal(await stepsDoneSince(env.read, at(0), cast.ana), 3);
    assert.equal(await stepsDoneSince(env.read, at(0), cast.ben), 0);
    assert.equal((await nextStepOf(env.read, cast.ana))?.name, 'Martin');
    assert.equal(await nextStepOf(env.read, cast.ben), undefined);
    const came = (await cameByChannel(env.read, at(0))).get('website');
    assert.equal(came?.enquiries.length, 5);
    assert.equal(came?.last, Math.max(...came!.enquiries));
  });
});
