import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounts } from '#store/counts.ts';
import { anythingCame, openPractice } from '#store/practice.ts';
import { listLeads } from '#store/read-leads.ts';
import { attentionCounts, leadsForToday } from '#store/read-today.ts';
import { eachEngine } from '#test/harness.ts';
import { lookAtLeads } from '../leads/look-at-leads.ts';
import { Refusal } from '../refusal.ts';
import { endPractice, practise } from './practise.ts';
import { receive } from './receive.ts';

eachEngine((engine) => {
  test('practice is told a time like a real enquiry, stands in no list and tells nobody, also when it gets late', async (t) => {
    const { env, cast, time } = await engine.house(t);
    const { arrival, lead } = await practise(env, { memberId: cast.ana });
    assert.equal(arrival.told_due_at, time.now + 3_600_000);
    assert.ok(lead?.practice_at !== null);
    time.now += 3 * 3_600_000;
    await lookAtLeads(env);
    assert.deepEqual(await leadsForToday(env.read), []);
    assert.deepEqual(await listLeads(env.read, { limit: 10 }), []);
    assert.deepEqual(await attentionCounts(env.read), new Map());
    assert.deepEqual(await env.read.selectFrom('outbox').selectAll().execute(), []);
    const counts = await readCounts(env.read);
    assert.deepEqual([counts.leads.open, counts.late], [0, 0]);
    assert.equal(await anythingCame(env.read), false);
  });

  test('a real enquiry of the one who practised is a lead of its own', async (t) => {
    const { env, cast } = await engine.house(t);
    await practise(env, { memberId: cast.ana });
    const body = Buffer.from('name=Ana+Reyes&email=ana%40harbourplumbing.example&message=A+real+one');
    await receive(env, 'website', { body, contentType: 'application/x-www-form-urlencoded', receivedAt: env.now() });
    const leads = await listLeads(env.read, { limit: 10 });
    assert.deepEqual(
      leads.map((lead) => [lead.practice_at, lead.asked]),
      [[null, 'A real one']],
    );
    assert.equal(await anythingCame(env.read), true);
  });

  test('practice is thrown away, and only practice', async (t) => {
    const { env, cast } = await engine.house(t);
    const body = Buffer.from('name=Tom&email=tom%40reid.example&message=A+real+one');
    await receive(env, 'website', { body, contentType: 'application/x-www-form-urlencoded', receivedAt: env.now() });
    await practise(env, { memberId: cast.ana });
    await practise(env, { memberId: cast.ana });
    assert.equal((await openPractice(env.read)).length, 2);
    await endPractice(env, { memberId: cast.ana });
    await endPractice(env, { memberId: cast.ana });
    assert.deepEqual(await openPractice(env.read), []);
    assert.equal((await listLeads(env.read, { limit: 10, state: 'open' })).length, 1);
  });

  test('a viewer does not practise', async (t) => {
    const { env, cast } = await engine.house(t);
    await assert.rejects(practise(env, { memberId: cast.vic }), Refusal);
  });
});
