import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import PostalMime from 'postal-mime';
import { plainLetter as letter } from '#test/letter.ts';
import { letterKeeper } from './letter-keeper.ts';

const at = Date.UTC(2026, 10, 21, 9, 30, 5);
const { signal } = new AbortController();
let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'baton-kept-'));
});
after(() => rm(root, { recursive: true, force: true }));

test('a letter that nothing can send is a file any mail program opens, for its owner only', async () => {
  const folder = join(root, 'one', 'outgoing');
  const sent = await letterKeeper({ folder, now: () => at })(letter, signal);
  assert(sent.state === 'kept');
  assert.match(sent.where, /20261121T093005Z-[0-9a-f]{24}\.eml$/);
  assert.equal((await PostalMime.parse(await readFile(sent.where))).subject, 'Your enquiry');
  if (process.platform !== 'win32') assert.equal((await stat(sent.where)).mode & 0o077, 0);
});

test('the same letter kept again, later or at the same time, is one file', async () => {
  const folder = join(root, 'two');
  let now = at;
  const keep = letterKeeper({ folder, now: () => now });
  const [first, second] = await Promise.all([keep(letter, signal), keep(letter, signal)]);
  now += 3_600_000;
  const later = await letterKeeper({ folder, now: () => now })(letter, signal);
  assert.deepEqual([second, later], [first, first]);
  assert.equal((await readdir(folder)).length, 1);
  await keep({ ...letter, messageId: '<baton.ffffffff@team.example>' }, signal);
  assert.equal((await readdir(folder)).length, 2);
});

test('what was half written when the process was killed is replaced, not taken for the letter', async () => {
  const folder = join(root, 'three');
  const keep = letterKeeper({ folder, now: () => at });
  const sent = await keep(letter, signal);
  assert(sent.state === 'kept');
  await rm(sent.where);
  await writeFile(sent.where.replace(/[^/\\]*-([0-9a-f]{24})\.eml$/, '$1.part'), 'From: Te');
  assert.deepEqual(await keep(letter, signal), sent);
  assert.deepEqual(await readdir(folder), [sent.where.slice(folder.length + 1)]);
  assert.match(await readFile(sent.where, 'utf8'), /Hello/);
});

test('a folder that cannot be written leaves the letter passing, a bad address refuses it', async () => {
  const file = join(root, 'a-file');
  await writeFile(file, '');
  const keep = letterKeeper({ folder: file, now: () => at });
  await assert.rejects(keep(letter, signal), {
    name: 'SendError',
    failure: 'passing',
    message: 'The message could not be kept in the folder for outgoing mail.',
  });
  await assert.rejects(keep({ ...letter, to: { name: '', address: 'ana' } }, signal), { failure: 'permanent' });
  await assert.rejects(keep(letter, AbortSignal.abort()), { failure: 'passing' });
});
