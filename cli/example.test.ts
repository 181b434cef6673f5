import assert from 'node:assert/strict';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openHouse } from '#start.ts';
import { exampleBeside } from '#start-example.ts';
import { exampleFolder, settingsOf } from '#test/example-house.ts';
import { readLink } from '#work/people/use-link.ts';
import { main } from './main.ts';

test('the example is made, opened by a link that works once, and thrown away', async (t) => {
  const data = await exampleFolder(t, 'made.db');
  const settings = settingsOf(data, { PORT: '4321' });
  const beside = () => exampleBeside(settings, () => {});
  // Making the whole year is the journey's; here a short one stands in for it.
  const make = async () => copyFileSync(path.join(data, 'made.db'), path.join(data, 'example.db'));
  const say = async (...args: string[]) => {
    const [out, err]: string[][] = [[], []];
    const paper = {
      out: (line: string) => void out!.push(line),
      err: (line: string) => void err!.push(line),
      input: async () => Buffer.of(),
    };
    const hands = {
      settings: () => settings,
      beside: () => settings,
      open: () => openHouse(settings),
      serve: () => Promise.reject(new Error('not here')),
      example: async () => ({ ...beside(), make }),
    };
    return { code: await main(['example', ...args], hands, paper), out: out!, err: err! };
  };

  const made = await say();
  assert.equal(made.code, 0, made.err.join());
  assert.match(made.out[0]!, /^Harbour Plumbing, \d+ enquiries of one year\. Nothing in it is real and nothing leaves\.$/);
  const link = /http:\/\/localhost:4321\/example-business\?link=([\w-]{43})$/.exec(made.out[1]!)?.[1];
  const there = beside();
  t.after(() => there.close());
  assert.equal((await readLink((await there.env())!, link!)).open, true);

  const again = JSON.parse((await say('--json')).out.join(''));
  assert.deepEqual([again.made, again.now], [false, '2026-11-20T14:20:00.000Z']);
  assert.ok(again.leads > 50);

  await there.close();
  assert.deepEqual((await say('--remove')).out, ['The example business is gone.']);
  assert.ok(!existsSync(path.join(data, 'example.db')));
  assert.deepEqual(JSON.parse((await say('--remove', '--json')).out.join('')), { removed: false });
  assert.equal((await say('now')).code, 2);
  assert.match((await say('--help')).out.join('\n'), /--remove\s+Throw it away/);
});
