import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ApiHouse, apiHouse, enquiry } from '#test/api-house.ts';
import { type Engine, eachEngine } from '#test/harness.ts';
import { indexSearch } from '#work/leads/index-search.ts';

async function withLeads(engine: Engine, t: TestContext, names: string[]): Promise<ApiHouse & { numbers: number[] }> {
  const house = await apiHouse(engine, t);
  const numbers: number[] = [];
  for (const [place, name] of names.entries()) {
    const from = { name, email: `p${place}@reid.example`, phone: `07700 9001${20 + place}` };
    const told = await house.tell('POST', '/enquiries', { body: enquiry({ from, asked: `Boiler number ${place}` }) });
    numbers.push(told.body.lead.number);
  }
  return { ...house, numbers };
}

const numbersOf = (body: { data: { number: number }[] }) => body.data.map(({ number }) => number);

eachEngine((engine) => {
  test('leads come in pages, the newest first, each once', async (t) => {
    const { tell, numbers } = await withLeads(engine, t, ['A', 'B', 'C', 'D', 'E']);
    const found: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await tell('GET', `/leads?limit=2&after=${next}`);
      assert.equal(page.status, 200);
      found.push(...numbersOf(page.body));
      next = page.body.next;
    }
    assert.deepEqual(found, numbers.toReversed());
  });

  test('leads are found by state, stage, owner and attention', async (t) => {
    const { tell, numbers, cast } = await withLeads(engine, t, ['A', 'B', 'C', 'D']);
    const [a, b, c, d] = numbers;
    await tell('POST', `/leads/${a}/close`, { body: { outcome: 'won', value: 480_000 } });
    await tell('POST', `/leads/${b}/later`, { body: { until: '2027-03-01' } });
    await tell('POST', `/leads/${c}/stage`, { body: { stage: 'qualified' } });
    const find = async (query: string) => numbersOf((await tell('GET', `/leads?${query}`)).body);
    assert.deepEqual(await find('state=open'), [d, c]);
    assert.deepEqual(await find('state=later'), [b]);
    assert.deepEqual(await find('state=won'), [a]);
    assert.deepEqual(await find('stage=qualified'), [c]);
    assert.deepEqual(await find('owner=me'), [d, c, b, a]);
    assert.deepEqual(await find('owner=ana@harbourplumbing.example&state=open'), [d, c]);
    assert.deepEqual(await find(`owner=${cast.ben}`), []);
    assert.deepEqual(await find('attention=waiting-for-answer'), [d, c]);
    assert.deepEqual(await find('attention=late'), []);
    assert.deepEqual(await find('stage=&owner=&state='), [d, c, b, a]);
  });

  test('a filter that means nothing is refused by its name', async (t) => {
    const { tell } = await apiHouse(engine, t);
    for (const [query, field] of [
      ['state=sleeping', 'state'],
      ['stage=brewing', 'stage'],
      ['owner=nobody@harbourplumbing.example', 'owner'],
      ['attention=loud', 'attention'],
      ['limit=0', 'limit'],
      ['limit=1001', 'limit'],
      ['limit=ten', 'limit'],
      ['after=nonsense', 'after'],
      ['sort=name', 'sort'],
    ] as const) {
      const { status, body } = await tell('GET', `/leads?${query}`);
      assert.equal(status, 422, query);
      assert.equal(body.field, field);
    }
  });

  test('leads are found by the beginnings of words, by number and by telephone', async (t) => {
    const { tell, numbers, env } = await withLeads(engine, t, ['José Müller', 'Jane Hall']);
    const [jose, jane] = numbers;
    const find = async (q: string) => numbersOf((await tell('GET', `/leads?q=${encodeURIComponent(q)}`)).body);
    assert.deepEqual(await find('jose'), []);
    assert.equal(await indexSearch(env), 2);
    assert.equal(await indexSearch(env), 0);
    assert.deepEqual(await find('JOSE mull'), [jose]);
    assert.deepEqual(await find('boiler'), [jane, jose]);
    assert.deepEqual(await find('+44 7700 900121'), [jane]);
    assert.deepEqual(await find('900 120'), [jose]);
    assert.deepEqual(await find(`#${jane}`), [jane]);
    assert.deepEqual(await find('oiler'), []);
    assert.deepEqual(await find('"jose" OR jane*'), []);
    assert.deepEqual(await find('??'), []);
  });

  test('a lead that changed is found by its new words and no longer by the old ones', async (t) => {
    const { tell, numbers, env } = await withLeads(engine, t, ['Jane Hall']);
    await indexSearch(env);
    await tell('PATCH', `/leads/${numbers[0]}`, { body: { name: 'Jane Okafor', statusNote: 'Wants the quiet pump' } });
    assert.equal(await indexSearch(env), 1);
    const find = async (q: string) => numbersOf((await tell('GET', `/leads?q=${q}`)).body);
    assert.deepEqual(await find('okafor+quiet'), numbers);
    await tell('PATCH', `/leads/${numbers[0]}`, { body: { statusNote: null } });
    await indexSearch(env);
    assert.deepEqual(await find('quiet'), []);
  });

  test('practice leads stand in no list', async (t) => {
    const { tell, numbers, env, cast } = await withLeads(engine, t, ['A', 'B']);
    await env.write((tx) => tx.db.updateTable('leads').set({ practice_at: tx.now }).where('number', '=', numbers[0]!).execute());
    assert.deepEqual(numbersOf((await tell('GET', '/leads')).body), [numbers[1]]);
    assert.deepEqual(numbersOf((await tell('GET', '/today')).body), [numbers[1]]);
    assert.ok(cast.ana);
  });

  test('a lead is told with its story', async (t) => {
    const { tell, numbers, cast } = await withLeads(engine, t, ['Jane Hall']);
    const path = `/leads/${numbers[0]}`;
    await tell('POST', `${path}/seen`, { by: 'ben' });
    await tell('POST', `${path}/touches`, {
      body: { kind: 'phone', direction: 'out', result: 'spoke', text: 'Comes on Monday', minutes: 4 },
    });
    const { status, headers, body } = await tell('GET', path);
    assert.equal(status, 200);
    assert.equal(headers.get('etag'), `"${body.version}"`);
    assert.deepEqual(
      body.touches.map(({ direction, result, text }: Record<string, string>) => [direction, result, text]),
      [
        ['in', 'received', 'Boiler number 0'],
        ['out', 'spoke', 'Comes on Monday'],
      ],
    );
    assert.deepEqual(body.touches[1].by, { id: cast.ana, name: 'Ana Reyes' });
    assert.equal(body.arrivals[0].asked, 'Boiler number 0');
    assert.equal(body.timeline[0].kind, 'opened');
    assert.equal(body.timeline[0].facts.due, '2026-11-20T11:00:00.000Z');
    assert.deepEqual(body.seenBy.map(({ name }: { name: string }) => name).sort(), ['Ana Reyes', 'Ben Okoro']);
    assert.deepEqual(body.earlier, []);
    assert.equal(body.firstAnswerAt, '2026-11-20T10:00:00.000Z');
    assert.equal(body.stage, 'contacted');
  });

  test('what is no lead is not found', async (t) => {
    const { tell } = await apiHouse(engine, t);
    for (const number of ['1', 'abc', '-1', '99999999999999999999', '1.5'])
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/seen'],
        ['PATCH', ''],
      ] as const) {
        const body = method === 'PATCH' ? { urgent: true } : undefined;
        assert.equal((await tell(method, `/leads/${number}${path}`, { body })).status, 404, `${method} ${number}`);
      }
  });
});
