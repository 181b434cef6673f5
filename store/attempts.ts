import type { Db } from './engine.ts';

type Limit = { key: string; now: number; window: number; most: number; block: number };

/**
 * Counts one more try and tells how things stand with it. The count begins anew when its window or its block is over; the last
 * try that is allowed sets the block, so that tries made at the same moment cannot slip through.
 */
export async function addAttempt(db: Db, { key, now, window, most, block }: Limit): Promise<{ blockedUntil: number | null }> {
  const row = await db
    .insertInto('attempts')
    .values({ key, count: 1, since_at: now, blocked_until_at: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => {
        const over = eb.or([
          eb.and([eb('attempts.blocked_until_at', 'is', null), eb('attempts.since_at', '<=', now - window)]),
          eb('attempts.blocked_until_at', '<=', now),
        ]);
        return {
          count: eb
            .case()
            .when(over)
            .then(1)
            .else(eb('attempts.count', '+', 1))
            .end(),
          since_at: eb.case().when(over).then(now).else(eb.ref('attempts.since_at')).end(),
          blocked_until_at: eb.case().when(over).then(null).else(eb.ref('attempts.blocked_until_at')).end(),
        };
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.blocked_until_at !== null) return { blockedUntil: row.blocked_until_at };
  if (row.count >= most)
    await db
      .updateTable('attempts')
      .set({ blocked_until_at: now + block })
      .where('key', '=', key)
      .execute();
  return { blockedUntil: null };
}

/** Begins to count anew for these keys. */
export const forgetAttempts = async (db: Db, keys: readonly string[]): Promise<void> =>
  void (await db.deleteFrom('attempts').where('key', 'in', keys).execute());

/** Takes one try back that turned out right; the wrong ones of others stay. */
export const takeBackAttempt = async (db: Db, key: string): Promise<void> =>
  void (await db
    .updateTable('attempts')
    .set((eb) => ({ count: eb('count', '-', 1), blocked_until_at: null }))
    .where('key', '=', key)
    .where('count', '>', 0)
    .execute());

/** Drops what began to be counted before (milliseconds), unless it still blocks. */
export const sweepAttempts = async (db: Db, before: number): Promise<void> =>
  void (await db
    .deleteFrom('attempts')
    .where('since_at', '<', before)
    .where((eb) => eb.or([eb('blocked_until_at', 'is', null), eb('blocked_until_at', '<', before)]))
    .execute());
