import about from '#package.json' with { type: 'json' };
import { type Manifest, writeBackup } from '#store/backup.ts';
import { lineOf, pagesOf } from '#store/dump.ts';
import type { Db, Store } from '#store/engine.ts';
import { type Table, tables } from '#store/tables.ts';
import type { Env } from '../env.ts';

export type Snapshots = Pick<Store, 'kind' | 'snapshot' | 'version'>;

/** Writes one tar with all tables as of one moment and the files they name; the secret only where asked for. */
export function backUp(env: Env, store: Snapshots, target: string, { withSecret = false } = {}): Promise<Manifest> {
  return writeBackup(target, async (add) => {
    const counts: Record<string, number> = {};
    const missing: string[] = [];
    const version = await store.version();
    const named = await store.snapshot(async (db) => {
      for (const table of tables) {
        counts[table.name] = 0;
        await add(`tables/${table.name}.ndjson`, countedLines(db, table, counts));
      }
      return filesNamed(db);
    });
    for (const sha256 of named) {
      const bytes = await env.files.read(sha256).catch(nothingWhereGone);
      if (bytes) await add(`files/${sha256}`, [bytes]);
      else missing.push(sha256);
    }
    if (withSecret) await add('secret', [env.settings.secret]);
    return {
      format: 1,
      version,
      program: about.version,
      engine: store.kind,
      madeAt: new Date(env.now()).toISOString(),
      counts,
      missing,
    };
  });
}

async function* countedLines(db: Db, table: Table, counts: Record<string, number>): AsyncGenerator<string> {
  for await (const page of pagesOf(db, table)) {
    counts[table.name]! += page.length;
    yield page.map((row) => lineOf(table, row)).join('');
  }
}

async function filesNamed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('sha256')
    .where('erased_at', 'is', null)
    .distinct()
    .orderBy('sha256')
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

/** Erased since the snapshot, or lost before: the backup says so and goes on. */
function nothingWhereGone(error: { code?: unknown }): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
