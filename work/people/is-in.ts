import type { Tx } from '#store/engine.ts';
import { listPasskeys } from '#store/passkeys.ts';
import type { MemberRow } from '#store/schema.ts';
import { listSessions } from '#store/sessions.ts';

/** Whether somebody can get in without anybody's help: by a password, a passkey, or a browser that is signed in. */
export const isIn = async (tx: Tx, { id, password_hash }: MemberRow): Promise<boolean> =>
  password_hash !== null || (await listPasskeys(tx.db, id)).length > 0 || (await listSessions(tx.db, id, tx.now)).length > 0;
