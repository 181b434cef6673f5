import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ddl, Hands } from './engine.ts';
import { migrateToLatest } from './migrations.ts';
import type { Filling } from './replace.ts';
import { kyselyOver, patience } from './sqlite-connection.ts';
import { applyOnce, ddl } from './sqlite-tables.ts';

const beside = (file: string) => [`${file}-wal`, `${file}-shm`, `${file}-journal`];

function sync(place: string): void {
  const handle = openSync(place, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Builds the new file beside the old one and renames it over it at the very end. Returns the name under which the old one stays. */
export async function replaceSqlite(
  file: string,
  hands: Hands,
  keepOld: boolean,
  { version, load, finish }: Filling,
): Promise<string | null> {
  const fresh = `${file}.restoring`;
  const clear = () => {
    for (const left of [fresh, ...beside(fresh)]) rmSync(left, { force: true });
  };
  mkdirSync(path.dirname(file), { recursive: true });
  clear();
  const raw = new DatabaseSync(fresh, { enableDoubleQuotedStringLiterals: false });
  try {
    // Nobody else sees this file before it is whole, and it is thrown away if it does not become so.
    raw.exec('pragma journal_mode = memory; pragma synchronous = off; pragma foreign_keys = on; pragma cache_size = -64000;');
    const db = kyselyOver(raw);
    const apply = (to: number, up: (ddl: Ddl) => Promise<void>) => applyOnce(raw, to, () => up(ddl(db)));
    await migrateToLatest(0, { keep: async () => {}, apply }, version);
    await inTransaction(raw, () => load(db));
    await migrateToLatest(version, { keep: async () => {}, apply });
    await inTransaction(raw, () => finish({ db, now: hands.now(), id: hands.id, after: () => {} }));
    raw.exec('update counters set value = max(value, (select coalesce(max(number), 0) from leads))');
    raw.close();
    sync(fresh);
    return putInPlace(
      fresh,
      file,
      keepOld ? `${file}.before-restore-${new Date(hands.now()).toISOString().replaceAll(/[:.]/g, '-')}` : null,
    );
  } finally {
    if (raw.isOpen) raw.close();
    clear();
  }
}

async function inTransaction(raw: DatabaseSync, act: () => Promise<void>): Promise<void> {
  raw.exec('begin');
  await act();
  raw.exec('commit');
}

function putInPlace(fresh: string, file: string, keptAs: string | null): string | null {
  if (existsSync(file)) {
    fold(file);
    if (keptAs) linkOrCopy(file, keptAs);
    // A log that could not be folded in belongs to the old file: to the new one it would be poison.
    for (const left of beside(file))
      if (existsSync(left)) keptAs ? renameSync(left, keptAs + left.slice(file.length)) : rmSync(left);
  }
  renameSync(fresh, file);
  if (process.platform !== 'win32') sync(path.dirname(file));
  return existsSync(keptAs ?? '') ? keptAs : null;
}

/** Brings what is still in the log into the file, which ends the log. Throws where another process has the file open; a damaged file stays as it is. */
function fold(file: string): void {
  const old = new DatabaseSync(file, { timeout: patience });
  try {
    old.exec('pragma wal_checkpoint(truncate); pragma journal_mode = delete');
  } catch (error) {
    if (![11, 26].includes(Number((error as { errcode?: number }).errcode) & 0xff)) throw error;
  } finally {
    old.close();
  }
}

function linkOrCopy(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
    sync(name);
  }
}
