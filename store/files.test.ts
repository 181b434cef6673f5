import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { filesIn } from './files.ts';

function folder(t: TestContext): string {
  const made = mkdtempSync(path.join(tmpdir(), 'baton-test-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const filesThere = (place: string) => readdirSync(place, { recursive: true }).filter((name) => String(name).length > 2);

test('a file is kept once, whole, and read again', async (t) => {
  const place = folder(t);
  const files = filesIn(place);
  const bytes = Buffer.from('a photo');
  const names = await Promise.all([files.keep(bytes), files.keep(bytes)]);
  assert.equal(names[0], names[1]);
  assert.deepEqual(Buffer.from(await files.read(names[0]!)), bytes);
  assert.equal(filesThere(place).length, 1);
});

test('what finds no room on the disk leaves nothing behind that makes it fuller', (t) => {
  const place = folder(t);
  const module = path.join(import.meta.dirname, 'files.ts');
  const keep = `import { filesIn } from ${JSON.stringify(module)};
    await filesIn(${JSON.stringify(place)}).keep(Buffer.alloc(100_000)).then(() => console.log('kept'), ({ code }) => console.log(code));`;
  const said = execFileSync('prlimit', ['--fsize=8192:', process.execPath, '--input-type=module', '-e', keep], {
    encoding: 'utf8',
  });
  assert.equal(said.trim(), 'EFBIG');
  assert.deepEqual(filesThere(place), []);
});
