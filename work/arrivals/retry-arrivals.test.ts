import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { at, chores, enquire, hour, houseWithMail, leapTo, martin, minute, openAgain, passTo, post, rows } from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import { retryArrivals } from './retry-arrivals.ts';

const run = (house: TestHouse, statement: string) => house.env.write((tx) => sql.raw(statement).execute(tx.db));

/** From now on the database takes no new lead; `code` is what PostgreSQL says of it. */
async function breakLeads(house: TestHouse, engine: Engine, when = 'true', code = 'P0001') {
  if (engine.name === 'sqlite')
    return run(
      house,
      `create trigger broken before insert on leads when ${when} begin select raise(abort, 'broken on purpose'); end`,
    );
  const raise = `raise exception 'broken on purpose' using errcode = '${code}'`;
  const body = `begin if ${when} then ${raise}; end if; return new; end`;
  await run(house, `create function broken() returns trigger language plpgsql as $$ ${body} $$`);
  return run(house, 'create trigger broken before insert on leads for each row execute function broken()');
}

const mend = (house: TestHouse, engine: Engine) =>
  run(house, `drop trigger broken${engine.name === 'postgres' ? ' on leads' : ''}`);

eachEngine((engine) => {
  for (const code of ['P0001', '23505'])
    test(`what cannot be understood is kept, tried again with growing pauses, and becomes a lead of its own time (${code})`, async (t) => {
      const { house, mail } = await houseWithMail(t, engine);
      await breakLeads(house, engine, 'true', code);
      const [got] = await post(house, martin);
      assert.deepEqual([got!.arrival.outcome, got!.lead, got!.duplicate], ['failed', null, false]);
      assert.ok(house.errors.length > 0);
      assert.equal((await post(house, martin))[0]!.duplicate, true, 'it is known when it comes twice');
      const pauses: number[] = [];
      for (let n = 0; n < 4; n++) {
        const [failed] = await rows(house, 'arrivals');
        assert.equal(failed!.outcome, 'failed');
        pauses.push(failed!.retry_due_at! - house.time.now);
        house.time.now = failed!.retry_due_at!;
        await chores(house);
      }
      assert.deepEqual(pauses, [minute, minute, 2 * minute, 4 * minute]);
      await mend(house, engine);
      const again = await openAgain(t, house);
      again.time.now += 8 * minute;
      await chores(again);
      const [arrival] = await rows(again, 'arrivals');
      const [lead] = await rows(again, 'leads');
      assert.deepEqual([arrival!.outcome, arrival!.lead_id, arrival!.retry_due_at], ['lead', lead!.id, null]);
      assert.deepEqual([lead!.received_at, lead!.next_due_at], [at(10), at(11)]);
      assert.equal((await rows(again, 'contacts')).length, 1, 'nothing of the tries before is left');
      await chores(again);
      assert.equal(mail.letters.filter(({ to }) => to.includes(martin.email)).length, 1, 'and its sender is told when they hear');
    });

  test('one that cannot be understood holds up no other', async (t) => {
    const house = await engine.house(t);
    await breakLeads(house, engine);
    await post(house, { ...martin, message: 'poison' });
    await post(house, { name: 'Rose', email: 'rose@example.com', message: 'A tap drips' });
    await mend(house, engine);
    if (engine.name === 'postgres') await run(house, 'drop function broken');
    await breakLeads(house, engine, `new.asked = 'poison'`, '23505');
    house.time.now += 2 * minute;
    await retryArrivals(house.env);
    const outcomes = (await rows(house, 'arrivals')).map(({ asked, outcome }) => [asked, outcome]);
    assert.deepEqual(outcomes, [
      ['poison', 'failed'],
      ['A tap drips', 'lead'],
    ]);
  });

  test('what was understood late enough is not acknowledged any more, and is late', async (t) => {
    const { house, mail } = await houseWithMail(t, engine);
    await breakLeads(house, engine);
    await post(house, martin);
    await mend(house, engine);
    await leapTo(house, at(14, 30));
    assert.equal(mail.letters.filter(({ to }) => to.includes(martin.email)).length, 0);
    assert.equal((await rows(house, 'leads'))[0]!.attention_kind, 'late');
  });

  test('a failed one and its second try become one lead', async (t) => {
    const house = await engine.house(t);
    await breakLeads(house, engine);
    await post(house, martin);
    await mend(house, engine);
    house.time.now += 30_000;
    const { id } = await enquire(house, { ...martin, message: 'Hello?' });
    await passTo(house, house.time.now + 2 * minute);
    assert.deepEqual(
      (await rows(house, 'arrivals')).map(({ lead_id }) => lead_id),
      [id, id],
    );
    house.time.now += hour;
  });

  test('two processes that try again at the same moment make one lead', async (t) => {
    const house = await engine.house(t);
    await breakLeads(house, engine);
    await post(house, martin);
    await mend(house, engine);
    house.time.now += 2 * minute;
    await Promise.all([retryArrivals(house.env), retryArrivals(house.env), retryArrivals(house.env)]);
    assert.equal((await rows(house, 'leads')).length, 1);
    assert.equal((await rows(house, 'touches')).length, 1);
  });
});
