import type { Tx } from '#store/engine.ts';

/** What is done to settings and people, as the log names it. */
export type SettingsDeed =
  | 'team set up'
  | 'team changed'
  | 'opening hours changed'
  | 'response rule changed'
  | 'closed days changed'
  | 'channel added'
  | 'member added'
  | 'member removed'
  | 'member signed out'
  | 'role changed'
  | 'name changed'
  | 'invitation accepted'
  | 'invitation taken back'
  | 'invitation link made'
  | 'sign-in link made'
  | 'password set'
  | 'passkey added'
  | 'passkey removed'
  | 'two-factor turned on'
  | 'two-factor turned off'
  | 'key added'
  | 'key revoked';

/** Keeps who changed which setting, from what to what. Secrets are never handed in here. */
export const logSetting = (
  tx: Tx,
  memberId: string | null,
  what: SettingsDeed | `channel ${string} changed`,
  before: unknown,
  after: unknown,
) =>
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
