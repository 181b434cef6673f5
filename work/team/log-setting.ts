import type { Tx } from '#store/engine.ts';

/** Keeps who changed which setting, from what to what. Secrets are never handed in here. */
export const logSetting = (tx: Tx, memberId: string | null, what: string, before: unknown, after: unknown) =>
  tx.db
    .insertInto('settings_log')
    .values({
      id: tx.id(),
      at: tx.now,
      member_id: memberId,
      what,
      before_value: before === null || before === undefined ? null : JSON.stringify(before),
      after_value: after === null || after === undefined ? null : JSON.stringify(after),
    })
    .execute();
