import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { openHouse } from '#start.ts';
import { type Engine, eachEngine, type TestHouse } from '#test/harness.ts';
import { isPassword } from '#work/people/password.ts';
import { commands } from './commands.ts';
import { main } from './main.ts';

type Said = { code: number; out: string[]; err: string[] };

/** Runs a command beside the house, as another process would, with its clock. */
async function say({ settings, time }: Pick<TestHouse, 'settings' | 'time'>, args: string[], input = ''): Promise<Said> {
  const said: Said = { code: -1, out: [], err: [] };
  const hands = {
    settings: () => settings,
    beside: () => settings,
    open: () => openHouse({ ...settings, logLevel: 'silent' }, { now: () => time.now }),
    serve: () => Promise.reject(new Error('not here')),
    example: () => Promise.reject(new Error('not here')),
  };
  const paper = {
    out: (line: string) => void said.out.push(line),
    err: (line: string) => void said.err.push(line),
    input: async () => Buffer.from(input),
  };
  said.code = await main(args, hands, paper);
  return said;
}

const jsonOf = ({ out }: Said) => JSON.parse(out.join('\n'));

const harbour = [
  '--team',
  'Harbour Plumbing',
  '--country',
  'gb',
  '--zone',
  'Europe/London',
  '--name',
  'Ana Reyes',
  '--email',
  'Ana@Harbour.example',
];

const emptyHouse = (engine: Engine, t: TestContext) => engine.house(t, { empty: true });

eachEngine((engine) => {
  test('a team is set up without the browser, with its hours and a link to sign in', async (t) => {
    const house = await emptyHouse(engine, t);
    const said = await say(house, ['setup', ...harbour, '--hours', 'Mon-Fri 08:00-12:00,13:00-17:30; Sat 09:00-12:00', '--json']);
    assert.equal(said.code, 0, said.err.join());
    const { member, signIn } = jsonOf(said);
    assert.equal(member.email, 'ana@harbour.example');
    assert.match(signIn, /^https:\/\/baton\.example\/sign-in\/[\w-]{20,}$/);
    const hours = await house.env.read.selectFrom('hours').select('body').executeTakeFirstOrThrow();
    assert.deepEqual(JSON.parse(hours.body).week.sat, [{ from: '09:00', until: '12:00' }]);
    const again = await say(house, ['setup', ...harbour]);
    assert.deepEqual([again.code, again.err], [1, ['This Baton has a team already.']]);
  });

  test('before there is a team nothing is added, listed or backed up, and its country is one that there is', async (t) => {
    const house = await emptyHouse(engine, t);
    for (const args of [
      ['member', 'list'],
      ['token', 'list'],
      ['token', 'create', '--member', 'ana@harbour.example'],
      ['channel', 'list'],
      ['backup', path.join(house.settings.data, 'none.tar')],
      ['member', 'add', '--name', 'Ana Reyes', '--email', 'ana@harbour.example', '--role', 'admin'],
      ['channel', 'add', '--kind', 'website-form', '--name', 'Website'],
    ]) {
      const said = await say(house, args);
      assert.deepEqual([said.code, said.out], [1, []]);
      assert.match(said.err.join(), /no team yet/);
    }
    const nowhere = await say(house, ['setup', ...harbour.map((word) => (word === 'gb' ? 'XX' : word))]);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.err.join(), /two letters by ISO 3166/);
    assert.equal((await say(house, ['setup', ...harbour])).code, 0);
  });

  test('a password comes from standard input and is printed nowhere', async (t) => {
    const house = await emptyHouse(engine, t);
    const said = await say(house, ['setup', ...harbour, '--password-stdin'], 'correct horse battery\n');
    assert.equal(said.code, 0, said.err.join());
    assert.doesNotMatch([...said.out, ...said.err].join(), /correct horse/);
    const { password_hash } = await house.env.read.selectFrom('members').select('password_hash').executeTakeFirstOrThrow();
    assert.ok(await isPassword('correct horse battery', password_hash!));
    assert.doesNotMatch(said.out.join(), /sign-in\//);
  });

  test('what cannot be a team is refused in a sentence, and nothing is kept', async (t) => {
    const house = await emptyHouse(engine, t);
    const swap = (name: string, value: string) =>
      harbour.map((word, index) => (harbour[index - 1] === `--${name}` ? value : word));
    for (const [args, words] of [
      [swap('zone', 'Europe/Atlantis'), /no time zone/],
      [swap('country', 'England'), /two letters/],
      [swap('email', 'ana'), /not an email/],
      [[...harbour, '--hours', 'Mon-Fri 17:00'], /17:00/],
      [[...harbour, '--hours', 'Foo'], /no times/],
      [[...harbour, '--locale', 'english'], /locale/],
      [[...harbour, '--password', 'short'], /at least 10/],
    ] as const) {
      const { code, err, out } = await say(house, ['setup', ...args]);
      assert.deepEqual([code, out], [2, []]);
      assert.match(err[0]!, words);
    }
    assert.deepEqual(await house.env.read.selectFrom('members').select('id').execute(), []);
  });

  test('members, keys and channels are made, listed and ended', async (t) => {
    const house = await engine.house(t);
    const added = await say(house, ['member', 'add', '--name', 'Tom Reid', '--email', 'tom@harbourplumbing.example', '--json']);
    assert.equal(jsonOf(added).member.role, 'member');
    assert.match(jsonOf(added).signIn, /\/sign-in\//);
    assert.equal(jsonOf(await say(house, ['member', 'list', '--json'])).length, 4);

    const key = await say(house, [
      'token',
      'create',
      '--member',
      'tom@harbourplumbing.example',
      '--scopes',
      'read,write',
      '--json',
    ]);
    assert.match(jsonOf(key).token, /^baton_\w+/);
    house.time.now += 1000;
    const plain = await say(house, ['token', 'create', '--member', 'tom@harbourplumbing.example']);
    assert.equal(plain.out.length, 1);
    assert.match(plain.out[0]!, /^baton_/);
    assert.equal((await say(house, ['token', 'revoke', jsonOf(key).id])).code, 0);
    const keys = jsonOf(await say(house, ['token', 'list', '--json']));
    assert.deepEqual(
      keys.map((one: { revokedAt: unknown }) => one.revokedAt !== null),
      [false, true],
    );
    assert.doesNotMatch(JSON.stringify(keys), new RegExp(jsonOf(key).token));
    assert.equal((await say(house, ['token', 'revoke', 'nonesuch'])).code, 1);

    const form = await say(house, [
      'channel',
      'add',
      '--kind',
      'website-form',
      '--name',
      'Quote page',
      '--set',
      'nextHosts=www.harbour.example, harbour.example',
      '--json',
    ]);
    assert.deepEqual(jsonOf(form), {
      id: 'quote-page',
      kind: 'website-form',
      name: 'Quote page',
      connected: true,
      address: 'https://baton.example/f/quote-page',
    });
    assert.equal((await say(house, ['channel', 'add', '--kind', 'fax', '--name', 'Fax'])).code, 2);
    for (const [set, words] of [
      ['language=xx', 'language takes en, de or auto, not “xx”.'],
      ['colour=red', 'A channel of the kind website-form has no setting “colour”. It has urgent, language, nextHosts.'],
    ] as const) {
      const said = await say(house, ['channel', 'add', '--kind', 'website-form', '--name', 'Other', '--set', set]);
      assert.deepEqual([said.code, said.err[0]], [2, words]);
    }
    const boss = await say(house, ['member', 'add', '--name', 'Bo', '--email', 'bo@harbour.example', '--role', 'boss']);
    assert.deepEqual([boss.code, boss.err[0]], [2, 'There is no role “boss”. The roles are admin, member, viewer.']);
    assert.match(boss.err[1]!, /^Usage: bin\/baton member add/);
    const twice = ['member', 'add', '--name', 'Tom', '--email', 'tom@harbourplumbing.example'];
    assert.equal((await say(house, twice)).code, 1, 'well used, but not possible');
    assert.equal((await say(house, ['token', 'create', '--member', 'nobody@harbour.example'])).code, 1);
    const ids = jsonOf(await say(house, ['channel', 'list', '--json'])).map((one: { id: string }) => one.id);
    assert.ok(ids.includes('quote-page') && ids.includes('website') && ids.includes('walk-in'));
  });

  test('a backup takes the place of an older one, and where it cannot be written that is said', async (t) => {
    const house = await engine.house(t);
    const file = path.join(house.settings.data, 'all.tar');
    writeFileSync(file, 'an older one');
    assert.equal((await say(house, ['backup', file])).code, 0);
    assert.ok(statSync(file).size > 10_000);
    for (const [place, words] of [
      [path.join(house.settings.data, 'nowhere', 'all.tar'), /^There is no folder .*nowhere\. Make it first/],
      [house.settings.data, /is a folder\. Name a file in it\.$/],
    ] as const) {
      const { code, err } = await say(house, ['backup', place]);
      assert.equal(code, 1);
      assert.match(err[0]!, words);
    }
    const { code, err } = await say(house, ['restore', house.settings.data]);
    assert.equal(code, 1);
    assert.match(err[0]!, /is a folder\. Name the file of a backup\.$/);
  });

  test('a command makes the tables where nothing is yet, and leaves alone what a newer program has written', async (t) => {
    const house = await engine.house(t);
    const tooNew = { ...house, settings: { ...house.settings } };
    await makeNewer(house);
    const said = await say(tooNew, ['member', 'list']);
    assert.deepEqual([said.code, said.err], [1, ['The database was written by a newer Baton. Use the newer program.']]);
  });
});

async function makeNewer({ settings }: TestHouse): Promise<void> {
  if (settings.databaseUrl) {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: settings.databaseUrl });
    await client.connect();
    await client.query('update version set version = 99');
    await client.end();
    return;
  }
  const { DatabaseSync } = await import('node:sqlite');
  const raw = new DatabaseSync(path.join(settings.data, 'baton.db'));
  raw.exec('pragma user_version = 99');
  raw.close();
}

test('wrong use is said with the usage line and ends with 2', async () => {
  const nowhere = { settings: () => assert.fail('nothing is opened'), time: { now: 0 } } as never;
  for (const [args, words] of [
    [[], /Which command/],
    [['frob'], /no command “frob”/],
    [['member'], /add or list/],
    [['member', 'frob'], /no command “member frob”/],
    [['member', 'add', '--name', 'Tom'], /--email is missing[\s\S]*Usage: bin\/baton member add/],
    [['member', 'list', '--frob'], /Unknown option '--frob'/],
    [['member', 'list', 'frob'], /“frob” is not understood/],
    [['token', 'revoke'], /Which key/],
    [['ingest', '--channel', 'phone'], /Which file/],
    [['ingest', '--channel', 'phone', '--at', '2026-11-20T18:05', 'x'], /--at takes a time with Z/],
    [['channel', 'add', '--kind', 'website-form', '--name', 'x', '--set', 'title'], /key=value/],
    [['backup'], /Which file/],
    [['restore', 'a', 'b'], /Which file/],
  ] as const) {
    const { code, err, out } = await say(nowhere, [...args]);
    assert.deepEqual([code, out], [2, []], args.join(' '));
    assert.match(err.join('\n'), words);
    const json = await say(nowhere, [...args, '--json']);
    if (json.out.length > 0) assert.equal(typeof jsonOf(json).error, 'string');
  }
});

test('every command explains itself, alone, in its group and in the list of all', async () => {
  const nowhere = { settings: () => assert.fail('nothing is opened'), time: { now: 0 } } as never;
  const { out: list } = await say(nowhere, ['help']);
  for (const command of commands) {
    const words = command.name.split(' ');
    for (const args of [
      [...words, '--help'],
      ['help', ...words],
      [words[0]!, '--help'],
    ]) {
      const { code, out, err } = await say(nowhere, args);
      assert.deepEqual([code, err], [0, []], args.join(' '));
      assert.ok(out.join('\n').includes(`Usage: bin/baton ${command.name}`), args.join(' '));
    }
    assert.ok(list.join('\n').includes(`  ${command.name} `), command.name);
    assert.ok(
      command.examples.every((example) => example.includes(`bin/baton ${command.name}`)),
      command.name,
    );
    assert.equal(jsonOf(await say(nowhere, [...words, '--help', '--json'])).name, command.name);
  }
});

test('a data folder that cannot be one is said in a sentence', async () => {
  for (const [data, words] of [
    [import.meta.filename, /is a file\. Choose a folder with BATON_DATA\.$/],
    [path.join(import.meta.filename, 'data'), /is a file\. Choose a folder with BATON_DATA\.$/],
    ['/proc/baton', /^(?:\/proc\/baton cannot be made\. Choose another|Baton may not write to \/proc)/],
  ] as const) {
    const house = { settings: { data, logLevel: 'silent' }, time: { now: 0 } };
    const { code, err } = await say(house as never, ['member', 'list']);
    assert.equal(code, 1);
    if (data !== '/proc/baton' || process.platform === 'linux') assert.match(err.join(), words);
  }
});

test('settings that cannot be used and a server that does not answer are plain sentences without a password', async () => {
  const settings = () => ({
    databaseUrl: 'postgres://baton:hushhush@127.0.0.1:1/baton',
    data: '/nonexistent',
    logLevel: 'silent',
  });
  const said = await say(
    {
      get settings() {
        return settings();
      },
      time: { now: 0 },
    } as never,
    ['doctor', '--json'],
  );
  assert.equal(said.code, 1);
  assert.doesNotMatch(said.out.join() + said.err.join(), /hushhush/);
});

eachEngine((engine) => {
  const linesOf = ({ out }: Said) => out.map((line) => JSON.parse(line));

  test('raw input is played through the door of its channel, a line per arrival', async (t) => {
    const house = await engine.house(t);
    const samples = path.join(import.meta.dirname, '../test/samples/website-form');
    const files = ['01-urlencoded', '02-honeypot-filled', '04-missing-contact', '08-double-submit'].map((name) =>
      path.join(samples, `${name}.form`),
    );
    const said = await say(house, ['ingest', '--channel', 'website-form', '--at', '2026-11-20T08:30:00+01:00', ...files]);
    assert.equal(said.code, 0);
    const [lead, trap, doubt, double] = linesOf(said);
    assert.deepEqual(lead, {
      file: files[0],
      outcome: 'lead',
      reason: null,
      lead: 1001,
      contact: { name: 'Olu Adeyemi', email: 'olu@example.com', phone: '+447700900480' },
      asked: 'Need help with a leak\nThanks',
    });
    assert.deepEqual([trap.outcome, trap.reason, trap.lead], ['not-an-enquiry', 'honeypot', null]);
    assert.deepEqual([doubt.outcome, doubt.lead], ['not-sure', null]);
    assert.deepEqual([double.outcome, double.lead, double.duplicate], ['lead', 1001, true]);
    const kept = await house.env.read.selectFrom('leads').selectAll().executeTakeFirstOrThrow();
    assert.equal(kept.received_at, Date.UTC(2026, 10, 20, 7, 30));
    assert.equal(kept.channel_id, 'website');
    assert.deepEqual(
      (await house.env.read.selectFrom('outbox').select('kind').where('audience', '=', 'customer').execute()).map(
        ({ kind }) => kind,
      ),
      ['acknowledgement'],
    );
  });

  test('the time that is named counts, also one that is still to come', async (t) => {
    const house = await engine.house(t);
    const sample = path.join(import.meta.dirname, '../test/samples/website-form/01-urlencoded.form');
    const said = await say(house, ['ingest', '--channel', 'website-form', '--at', '2027-10-29T16:10:00Z', sample]);
    assert.equal(said.code, 0, said.err.join());
    const { received_at } = await house.env.read.selectFrom('leads').select('received_at').executeTakeFirstOrThrow();
    const { due_at } = await house.env.read.selectFrom('clocks').select('due_at').executeTakeFirstOrThrow();
    assert.equal(new Date(received_at).toISOString(), '2027-10-29T16:10:00.000Z');
    assert.equal(new Date(due_at).toISOString(), '2027-11-01T08:40:00.000Z');
  });

  test('what somebody typed is read by hand, under the source that is named', async (t) => {
    const house = await engine.house(t);
    const note = 'Ring Tom Reid back, 07700 900123, leak under the sink';
    const [phone] = linesOf(await say(house, ['ingest', '--channel', 'phone', '-'], note));
    assert.deepEqual([phone.file, phone.outcome, phone.contact.phone], ['-', 'lead', '+447700900123']);
    const walkIn = path.join(import.meta.dirname, '../test/samples/manual/01-walk-in.json');
    const [visitor] = linesOf(await say(house, ['ingest', '--channel', 'manual', walkIn]));
    assert.deepEqual([visitor.outcome, visitor.contact.name], ['lead', 'Mrs Hall']);
    const leads = await house.env.read
      .selectFrom('leads')
      .select(['channel_id', 'source', 'first_answer_at'])
      .orderBy('number')
      .execute();
    assert.deepEqual(
      leads.map((row) => ({ ...row })),
      [
        { channel_id: 'phone', source: 'phone', first_answer_at: null },
        // Who stands in the shop is answered there and then.
        { channel_id: 'walk-in', source: 'walk-in', first_answer_at: Date.UTC(2026, 10, 16, 11, 20) },
      ],
    );
  });

  test('a quote form is a form like the website’s, with its traps and its doubts', async (t) => {
    const house = await engine.house(t);
    const play = async (body: string) => {
      const file = path.join(house.settings.data, 'quote.form');
      writeFileSync(file, body);
      return linesOf(await say(house, ['ingest', '--channel', 'quote-form', file]))[0];
    };
    const quote = await play('name=Olu&email=olu%40example.com&service=New+boiler');
    assert.deepEqual([quote.outcome, quote.asked], ['lead', 'Service: New boiler']);
    assert.equal((await play('email=b%40x.example&message=buy&_gotcha=x')).reason, 'honeypot');
    assert.equal((await play('name=Mystery&message=call+me')).outcome, 'not-sure');
    assert.equal((await house.env.read.selectFrom('leads').select('source').executeTakeFirstOrThrow()).source, 'quote-form');
    const letters = await house.env.read.selectFrom('outbox').select('kind').where('audience', '=', 'customer').execute();
    assert.deepEqual(
      letters.map(({ kind }) => kind),
      ['acknowledgement'],
    );
  });

  test('a file that cannot be read is told and fails the run, the others go on', async (t) => {
    const house = await engine.house(t);
    const good = path.join(house.settings.data, 'good.txt');
    const empty = path.join(house.settings.data, 'empty.json');
    writeFileSync(good, 'Walk-in: Ida Moss, ida@example.com, wants a tap');
    writeFileSync(empty, '[]');
    const said = await say(house, ['ingest', '--channel', 'walk-in', '/nonesuch.txt', house.settings.data, empty, good]);
    assert.equal(said.code, 1);
    const lines = linesOf(said);
    assert.deepEqual(
      lines.map(({ outcome }) => outcome),
      ['failed', 'failed', 'not-an-enquiry', 'lead'],
    );
    assert.deepEqual(lines[0], {
      file: '/nonesuch.txt',
      outcome: 'failed',
      reason: 'There is no /nonesuch.txt.',
      lead: null,
      contact: { name: null, email: null, phone: null },
      asked: '',
    });
  });

  test('a kind that cannot be read yet is named, with those that can', async (t) => {
    const house = await engine.house(t);
    for (const kind of ['whatsapp', 'email', 'typeform']) {
      const { code, err } = await say(house, ['ingest', '--channel', kind, 'x.json']);
      assert.equal(code, 2);
      assert.match(err.join(), new RegExp(`Baton cannot read “${kind}” yet. It can read: website-form, manual, .*walk-in`));
    }
    const empty = await engine.house(t, { empty: true });
    assert.match((await say(empty, ['ingest', '--channel', 'phone', 'x.txt'])).err.join(), /no team yet/);
  });
});
