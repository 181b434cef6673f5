import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';

const root = path.join(import.meta.dirname, '..');
/** Makes this Node say that it is an old one, so that bin/baton starts itself again under the pinned one. */
const old = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })",
)}`;

function underOldNode(t: TestContext, ...words: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-again-'));
  const child = spawn(process.execPath, ['--import', old, 'bin/baton', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', BATON_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that nothing of it is left after the test.
    detached: true,
  });
  t.after(async () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {}
    rmSync(folder, { recursive: true, force: true });
  });
  // The pipe is closed when nobody has it any more: the second Node writes into it as well.
  return { child, lines: createInterface(child.stdout), closed: once(child, 'close') };
}

const within = (seconds: number) => new Promise((go) => setTimeout(go, seconds * 1_000, 'still there').unref());

test('the Node that bin/baton was started under is killed: the one that it started goes with it', async (t) => {
  const { child, lines, closed } = underOldNode(t, 'start');
  const [first] = await once(lines, 'line');
  assert.match(first, /^Baton runs at/);
  child.kill('SIGKILL');
  assert.notEqual(await Promise.race([closed, within(20)]), 'still there');
});

test('under an old Node a command ends by itself, with its own exit code', async (t) => {
  for (const [words, code] of [
    [['help'], 0],
    [['nonsense'], 2],
  ] as const) {
    const { lines, closed } = underOldNode(t, ...words);
    lines.resume();
    assert.deepEqual(await closed, [code, null]);
  }
});

test('under an old Node it is asked to stop by a signal, and stops in order', async (t) => {
  const { child, lines, closed } = underOldNode(t, 'start');
  await once(lines, 'line');
  child.kill('SIGTERM');
  assert.deepEqual(await closed, [0, null]);
});
