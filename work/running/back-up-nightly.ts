import path from 'node:path';
import { findChore } from '#store/chores.ts';
import { keepNewest } from '#store/folder.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { backUp, type Snapshots } from './back-up.ts';

export const nightlyBackup = 'nightly backup';

const hour = 3;
const kept = 7;
const lease = 6 * 3_600_000;
const again = 3_600_000;
const ours = /^baton-\d{4}-\d{2}-\d{2}\.tar$/;

/**
 * A backup into BATON_DATA/backups each night after three by the team's clock, or later where the computer was off; the last seven
 * stay. Returns the new file, or null where none is due. Of several processes only one makes it.
 */
export async function backUpNightly(env: Env, store: Snapshots): Promise<string | null> {
  const zone = (await findStandard(env.read))?.team.zone;
  if (!zone) return null;
  if (!(await claim(env, zone))) return null;
  const folder = path.join(env.settings.data, 'backups');
  const target = path.join(folder, `baton-${local(env.now(), zone).toPlainDate()}.tar`);
  try {
    await backUp(env, store, target);
    await keepNewest(folder, ours, kept);
    await record(env, { due_at: nextNight(env.now(), zone), finished_at: env.now(), error: null });
    return target;
  } catch (error) {
    await record(env, { due_at: env.now() + again, error: (error as Error).message });
    throw error;
  }
}

const local = (ms: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

function nextNight(ms: number, zone: string): number {
  const now = local(ms, zone);
  const tonight = now.withPlainTime({ hour });
  return (Temporal.ZonedDateTime.compare(tonight, now) > 0 ? tonight : tonight.add({ days: 1 })).epochMilliseconds;
}

/** The first night is the one that comes; after that whoever moves the due time first has it. */
async function claim(env: Env, zone: string): Promise<boolean> {
  const known = await findChore(env.read, nightlyBackup);
  if (known && known.due_at > env.now()) return false;
  return env.write(async (tx) => {
    if (!known) {
      const row = {
        name: nightlyBackup,
        due_at: nextNight(tx.now, zone),
        lease_until_at: null,
        started_at: null,
        finished_at: null,
        error: null,
      };
      await tx.db
        .insertInto('chores')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return false;
    }
    const { numUpdatedRows } = await tx.db
      .updateTable('chores')
      .set({ due_at: tx.now + lease, started_at: tx.now })
      .where('name', '=', nightlyBackup)
      .where('due_at', '=', known.due_at)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

const record = (env: Env, row: { due_at: number; finished_at?: number; error: string | null }) =>
  env.write(async (tx) => void (await tx.db.updateTable('chores').set(row).where('name', '=', nightlyBackup).execute()));
