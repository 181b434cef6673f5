import { sweepAttempts } from '#store/attempts.ts';
import type { Env } from '../env.ts';

const day = 86_400_000;

/** Lets go of what nobody can use any more: answers kept for repeated requests, acts that cannot be undone, links and sessions that ended. */
export const sweep = (env: Env): Promise<void> =>
  env.write(async (tx) => {
    await tx.db
      .deleteFrom('idempotency')
      .where('created_at', '<', tx.now - 7 * day)
      .execute();
    await tx.db
      .deleteFrom('undo')
      .where('until_at', '<', tx.now - day)
      .execute();
    await tx.db
      .deleteFrom('links')
      .where('expires_due_at', '<', tx.now - 30 * day)
      .execute();
    await tx.db
      .deleteFrom('sessions')
      .where('expires_due_at', '<', tx.now - 30 * day)
      .execute();
    await tx.db.deleteFrom('challenges').where('expires_due_at', '<', tx.now).execute();
    await sweepAttempts(tx.db, tx.now - day);
  });
