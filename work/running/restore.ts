import { linesOf, type Manifest, readBackup, UnusableBackup, verifyBackup } from '#store/backup.ts';
import { rowOf } from '#store/dump.ts';
import type { Db, Hands, Tx } from '#store/engine.ts';
import { filesIn } from '#store/files.ts';
import { keepSecret } from '#store/folder.ts';
import { loader } from '#store/load.ts';
import { newest } from '#store/migrations.ts';
import { holdPlace } from '#store/open.ts';
import { changeLetter } from '#store/outbox.ts';
import { type Filling, holdsTeam, type Place, replaceStore } from '#store/replace.ts';
import type { OutboxEntryRow } from '#store/schema.ts';
import { type Row, type Table, tables } from '#store/tables.ts';
import { actOnLead, baton } from '../leads/act-on-lead.ts';
import { Refusal } from '../refusal.ts';

export type Restored = {
  manifest: Manifest;
  /** Where the database that was there before is now, if it was kept. */
  before: string | null;
  /** restored: kept in the data folder; there: it was the same already; set: BATON_SECRET is another one; none: the backup holds none. */
  secret: 'restored' | 'there' | 'set' | 'none';
  /** Letters to customers of which nobody can know whether they went. */
  unknown: number;
};

/** Where a restore goes, and the time and ids for what it writes itself. */
type Restoring = { place: Place & { secret?: string | undefined }; hands: Hands; replace?: boolean };

/**
 * Takes a backup into either engine. All of it is verified before anything is touched; then everything is there, or nothing has changed.
 * Throws UnusableBackup, and Refusal beside a running server or where a team would be lost.
 */
export async function restore(file: string, { place, hands, replace = false }: Restoring): Promise<Restored> {
  const release = await holdPlace(place, true);
  if (!release) throw new Refusal(409, 'Baton is running here. Stop it, restore, and start it again.');
  try {
    const manifest = await verifyBackup(file);
    if (manifest.version > newest) throw new UnusableBackup(`${file} was made by a newer Baton. Use the newer program.`);
    const isTaken = await holdsTeam(place, hands);
    if (isTaken && !replace)
      throw new Refusal(409, 'There is a team in this database already. With --replace the backup takes its place.');
    const filling = fillFrom(file, manifest, place);
    const before = await replaceStore(place, hands, isTaken, filling);
    return { manifest, before, secret: await takeSecret(filling.secret(), place), unknown: filling.unknown() };
  } finally {
    await release();
  }
}

function fillFrom(file: string, manifest: Manifest, place: Place): Filling & { secret(): string | undefined; unknown(): number } {
  const files = filesIn(`${place.data}/files`);
  let secret: string | undefined;
  let unknown = 0;
  return {
    version: manifest.version,
    async load(db) {
      await readBackup(file, async ({ name, chunks }) => {
        const table = tables.find((one) => name === `tables/${one.name}.ndjson`);
        if (table) await loadTable(db, table, chunks);
        else if (name.startsWith('files/')) await files.keep(await bytesOf(chunks));
        else if (name === 'secret') secret = (await bytesOf(chunks)).toString('utf8');
        else for await (const _ of chunks);
      });
    },
    async finish(tx) {
      await tx.db.updateTable('chores').set({ lease_until_at: null }).execute();
      unknown = await settleLetters(tx);
    },
    secret: () => secret,
    unknown: () => unknown,
  };
}

async function loadTable(db: Db, table: Table, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { add, end } = loader(db, table);
  for await (const line of linesOf(chunks)) await add(fresh(rowOf(table, line)), line.length);
  await end();
}

/** The search index is not in a backup: every lead is to be indexed again. */
const fresh = (row: Row): Row => ('indexed_version' in row ? { ...row, indexed_version: 0 } : row);

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

const mayHaveGone = 'Restored from a backup: it may have gone since the backup was made.';

/** What waited to be sent when the backup was made may have been sent since. Returns how many customers' letters that leaves open. */
async function settleLetters(tx: Tx): Promise<number> {
  const settled = { due_at: null, lease_until_at: null, settled_at: tx.now, error: mayHaveGone };
  await tx.db
    .updateTable('outbox')
    .set({ ...settled, state: 'skipped' })
    .where('state', 'in', ['queued', 'sending'])
    .where('audience', '=', 'member')
    .execute();
  const letters = await tx.db
    .selectFrom('outbox')
    .selectAll()
    .where('state', 'in', ['queued', 'sending'])
    .orderBy('id')
    .execute();
  for (const letter of letters) {
    await changeLetter(tx.db, letter, { ...settled, state: 'unknown' });
    if (letter.lead_id) await tellLead(tx, letter);
  }
  return letters.length;
}

const tellLead = (tx: Tx, letter: OutboxEntryRow) =>
  actOnLead(tx, { id: letter.lead_id!, quiet: 'unless told' }, baton, 'letter', async (act) => {
    act.tell('letter-unknown', { letter: letter.id, kind: letter.kind, reason: mayHaveGone });
    if (letter.kind === 'reply') act.case.unsentAt ??= letter.created_at;
  });

async function takeSecret(secret: string | undefined, place: Restoring['place']): Promise<Restored['secret']> {
  if (!secret) return 'none';
  if (place.secret) return place.secret === secret ? 'there' : 'set';
  return (await keepSecret(place.data, secret)) ? 'restored' : 'there';
}
