import type { Tx } from '#store/engine.ts';
import { queueLetter } from '#store/outbox.ts';

/** A mail to one member that is no notice about one lead: made from what is true when it goes. */
export async function queueList(
  tx: Tx,
  list: { kind: 'morning-list' | 'friday-note' | 'health'; key: string; memberId: string; dueAt: number; facts: object },
): Promise<void> {
  await queueLetter(tx.db, {
    id: tx.id(),
    key: list.key,
    kind: list.kind,
    audience: 'member',
    dueAt: list.dueAt,
    at: tx.now,
    memberId: list.memberId,
    body: JSON.stringify({ kind: list.kind, ...list.facts }),
  });
  tx.after('outbox');
}
