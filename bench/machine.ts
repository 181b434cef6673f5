import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freshFolder } from './house.ts';
import { median } from './median.ts';

/** What the figures depend on: the same program is ten times slower where the disk takes its time. */
export function machine() {
  const db = new DatabaseSync(':memory:');
  const { version } = db.prepare('select sqlite_version() as version').get() as { version: string };
  db.close();
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    sqlite: version,
    fsyncMicroseconds: Math.round(fsyncCost()),
  };
}

/** Microseconds until 4 KB more of a file are on disk, the median of 200. */
function fsyncCost(): number {
  const { folder, remove } = freshFolder();
  const file = openSync(path.join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, () => {
    const started = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return (performance.now() - started) * 1000;
  });
  closeSync(file);
  remove();
  return median(times);
}
