import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { enquire, rows } from '#test/acting.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';

const run = (house: TestHouse, statement: string) => house.env.write((tx) => sql.raw(statement).execute(tx.db));

/** A house with one open lead in which any statement may be tried past the code. */
async function houseWithLead(t: TestContext, engine: Engine) {
  const house = await engine.house(t);
  const lead = await enquire(house);
  return { house, lead };
}

/** Each by name: what may not be, and the statement that tries it. */
const forbidden: Record<string, (lead: string) => string> = {
  'an open lead without an owner': (id) => `update leads set owner_id = null where id = '${id}'`,
  'an open lead owned by nobody’s name': (id) => `update leads set owner_id = '', owned_by_id = '' where id = '${id}'`,
  'an open lead owned by a team or a role': (id) =>
    `update leads set owner_id = 'sales', owned_by_id = 'sales' where id = '${id}'`,
  'an open lead without a next step': (id) => `update leads set next_what = null where id = '${id}'`,
  'an open lead with an empty next step': (id) => `update leads set next_what = '' where id = '${id}'`,
  'an open lead whose step has no date': (id) => `update leads set next_due_at = null where id = '${id}'`,
  'an open lead with an outcome': (id) => `update leads set outcome = 'won' where id = '${id}'`,
  'an open lead with a closing time': (id) => `update leads set closed_at = 1 where id = '${id}'`,
  'a lead in a state of its own': (id) => `update leads set state = 'parked' where id = '${id}'`,
  'a lead put to later without a date': (id) => `update leads set state = 'later' where id = '${id}'`,
  'a lead put to later without an owner': (id) =>
    `update leads set state = 'later', later_until_at = 9, owner_id = null where id = '${id}'`,
  'a closed lead without an outcome': (id) =>
    `update leads set state = 'closed', owner_id = null, closed_at = 9 where id = '${id}'`,
  'a closed lead without a closing time': (id) =>
    `update leads set state = 'closed', owner_id = null, outcome = 'won' where id = '${id}'`,
  'a closed lead with an outcome of its own': (id) =>
    `update leads set state = 'closed', owner_id = null, closed_at = 9, outcome = 'gone' where id = '${id}'`,
  'a lead lost without a reason': (id) =>
    `update leads set state = 'closed', owner_id = null, closed_at = 9, outcome = 'lost' where id = '${id}'`,
  'a lead lost for a reason of its own': (id) =>
    `update leads set state = 'closed', owner_id = null, closed_at = 9, outcome = 'lost', reason = 'bad mood' where id = '${id}'`,
  'an arrival of which nobody is sure without an owner': () =>
    `update arrivals set outcome = 'not-sure', owner_id = null, look_due_at = 9`,
  'an arrival of which nobody is sure without a time to look': () =>
    `update arrivals set outcome = 'not-sure', owner_id = (select member_id from owners limit 1), look_due_at = null`,
  'an arrival that failed and is not tried again': () => `update arrivals set outcome = 'failed', retry_due_at = null`,
  'an arrival that became a lead and names none': () => `update arrivals set outcome = 'lead', lead_id = null`,
  'an arrival that ends as nothing': () => `update arrivals set outcome = 'gone'`,
  'a timeline that is rewritten': () => `update timeline set kind = 'nothing happened'`,
  'a timeline that is cut': () => `delete from timeline`,
  'a fallback that may own nothing': () => `update team set fallback_id = 'nobody'`,
  'a second team': () => `insert into team select * from team`,
};

eachEngine((engine) => {
  for (const [what, statement] of Object.entries(forbidden))
    test(`the database refuses ${what}`, async (t) => {
      const { house, lead } = await houseWithLead(t, engine);
      const before = [
        await rows(house, 'leads'),
        await rows(house, 'arrivals'),
        await rows(house, 'timeline'),
        await rows(house, 'team'),
      ];
      await assert.rejects(run(house, statement(lead.id)), /constraint|append-only|violates|UNIQUE/i);
      assert.deepEqual(
        [await rows(house, 'leads'), await rows(house, 'arrivals'), await rows(house, 'timeline'), await rows(house, 'team')],
        before,
      );
    });

  test('the database refuses that a member with open leads ceases to be an owner', async (t) => {
    const { house, lead } = await houseWithLead(t, engine);
    await run(
      house,
      `update leads set owner_id = '${house.cast.ben}', owned_by_id = '${house.cast.ben}' where id = '${lead.id}'`,
    );
    await assert.rejects(run(house, `delete from owners where member_id = '${house.cast.ben}'`), /constraint/i);
    await run(
      house,
      `update leads set owner_id = '${house.cast.ana}', owned_by_id = '${house.cast.ana}' where id = '${lead.id}'`,
    );
    await run(house, `delete from owners where member_id = '${house.cast.ben}'`);
  });

  test('the database refuses a viewer as an owner', async (t) => {
    const { house, lead } = await houseWithLead(t, engine);
    await assert.rejects(
      run(house, `update leads set owner_id = '${house.cast.vic}', owned_by_id = '${house.cast.vic}' where id = '${lead.id}'`),
      /constraint/i,
    );
  });

  test('the database refuses a second open clock on a lead', async (t) => {
    const { house } = await houseWithLead(t, engine);
    const columns = Object.keys((await rows(house, 'clocks'))[0]!).filter((name) => name !== 'id');
    const copy = `insert into clocks (id, ${columns.join()}) select 'another', ${columns.join()} from clocks`;
    await assert.rejects(run(house, copy), /UNIQUE|unique/);
  });

  test('the database refuses two leads with one number', async (t) => {
    const { house } = await houseWithLead(t, engine);
    const columns = Object.keys((await rows(house, 'leads'))[0]!).filter((name) => name !== 'id');
    const copy = `insert into leads (id, ${columns.join()}) select 'another', ${columns.join()} from leads`;
    await assert.rejects(run(house, copy), /UNIQUE|unique/);
  });

  test('the database refuses the same external id on a channel twice', async (t) => {
    const { house } = await houseWithLead(t, engine);
    await run(house, `update arrivals set external_id = 'provider-7'`);
    const columns = Object.keys((await rows(house, 'arrivals'))[0]!).filter((name) => name !== 'id');
    const copy = `insert into arrivals (id, ${columns.join()}) select 'another', ${columns.join()} from arrivals`;
    await assert.rejects(run(house, copy), /UNIQUE|unique/);
  });

  test('the database refuses a second delivery with the same key, and a second letter with the same key or Message-ID', async (t) => {
    const { house } = await houseWithLead(t, engine);
    for (const table of ['deliveries', 'outbox'] as const) {
      const columns = Object.keys((await rows(house, table))[0]!).filter((name) => name !== 'id');
      const copy = `insert into ${table} (id, ${columns.join()}) select 'another', ${columns.join()} from ${table} limit 1`;
      await assert.rejects(run(house, copy), /UNIQUE|unique/);
    }
    await run(house, `update outbox set message_id = '<one@example.com>' where audience = 'customer'`);
    await assert.rejects(run(house, `update outbox set message_id = '<one@example.com>'`), /UNIQUE|unique/);
  });

  test('reads cannot write', async (t) => {
    const { house } = await houseWithLead(t, engine);
    await assert.rejects(sql.raw('delete from touches').execute(house.env.read), (error: Error) =>
      /read-?only/i.test(`${error} ${error.cause}`),
    );
    assert.equal((await rows(house, 'touches')).length, 1);
  });
});
