import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Hands, Store } from './engine.ts';
import { groupCommit } from './group-commit.ts';
import { migrateToLatest } from './migrations.ts';
import { moment } from './moment.ts';
import { busy, kyselyOver, openFile, patience } from './sqlite-connection.ts';
import { ledger } from './sqlite-ledger.ts';
import { applyOnce, ddl, versionOf } from './sqlite-tables.ts';

/** Opens the one file. Throws where the folder cannot be written. A draft is written without waiting for the disk. */
export function openSqlite(file: string, hands: Hands, draft = false): Store {
  mkdirSync(path.dirname(file), { recursive: true });
  const writer = openFile(file, false);
  if (draft) writer.exec('pragma synchronous = off');
  const reader = openFile(file, true);
  const moments = [moment(), moment()];
  const writing = kyselyOver(writer, moments[0]);
  const read = kyselyOver(reader, moments[1]);
  return {
    kind: 'sqlite',
    read,
    write: groupCommit(writing, ledger(writer, moments), hands),
    version: async () => versionOf(reader),
    async migrate() {
      // The server and a command may start on a new folder at the same moment: whoever comes second waits, and finds it done.
      writer.exec(`pragma busy_timeout = ${patience}`);
      const before = versionOf(writer);
      try {
        await migrateToLatest(before, {
          keep: () => backup(writer, `${file}.before-${before}`).then(() => {}),
          apply: (version, up) => applyOnce(writer, version, () => up(ddl(writing))),
        });
      } finally {
        writer.exec('pragma busy_timeout = 0');
      }
    },
    async snapshot(look) {
      const raw = openFile(file, true);
      raw.exec('begin');
      try {
        return await look(kyselyOver(raw));
      } finally {
        raw.close();
      }
    },
    async close() {
      if (reader.isOpen) reader.close();
      if (writer.isOpen) writer.close();
    },
  };
}

/**
 * Held while a server runs on this folder, and freed by the system when it dies.
 * Returns null where another one holds it.
 */
export function lockFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  const raw = new DatabaseSync(path.join(folder, 'server.lock'), { timeout: 0 });
  try {
    raw.exec('pragma locking_mode = exclusive; begin exclusive');
    return () => raw.close();
  } catch (error) {
    raw.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw error;
  }
}

/** What `pragma quick_check` finds wrong with the file, or null. */
export function quickCheck(file: string): string | null {
  const raw = new DatabaseSync(file, { readOnly: true, timeout: patience });
  try {
    const found = raw
      .prepare('pragma quick_check(5)')
      .all()
      .map((row) => String(row.quick_check));
    return found.length === 1 && found[0] === 'ok' ? null : found.join('; ');
  } finally {
    raw.close();
  }
}
