import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { seededBytes } from '#work/example/chance.ts';
import { exampleNow } from '#work/example/example.ts';
import { makeExample } from '#work/example/make-example.ts';
import { exampleFile, exampleSettings, type Own } from './start-example-settings.ts';
import { openHouse } from './start-house.ts';

type More = { seed?: number; begins?: number; name?: string; tell?(share: number): void };

/** Makes the example in this thread, on a file of its own that gets its name when it is whole. */
export async function makeExampleFile(own: Own, { name = exampleFile, seed = 1, ...more }: More = {}): Promise<void> {
  const file = `${name}.${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  const place = path.join(own.data, file);
  const clock = { now: exampleNow };
  const house = await openHouse(exampleSettings(own), {
    now: () => clock.now,
    random: seededBytes(seed),
    log: () => {},
    file,
    draft: true,
  });
  try {
    await house.store.migrate();
    await makeExample({ env: house.env, clock, seed, ...more });
    await house.close();
    sync(place);
    renameSync(place, path.join(own.data, name));
  } finally {
    await house.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(place + ending, { force: true });
  }
}

function sync(place: string): void {
  const handle = openSync(place, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
