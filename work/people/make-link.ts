import type { Tx } from '#store/engine.ts';
import { hashToken } from '../running/secret.ts';

const days = 86_400_000;
/** How long a link works, in milliseconds. */
export const linkLife = { 'set-up': 30 * days, 'sign-in': 2 * days, invitation: 7 * days };

/** Stores a link that works once; only the hash of its token is kept. */
export const makeLink = (tx: Tx, link: { token: string; purpose: keyof typeof linkLife; memberId: string | null }) =>
  tx.db
    .insertInto('links')
    .values({
      hash: hashToken(link.token),
      purpose: link.purpose,
      member_id: link.memberId,
      created_at: tx.now,
      expires_due_at: tx.now + linkLife[link.purpose],
      used_at: null,
    })
    .execute();
