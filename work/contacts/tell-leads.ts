import type { Tx } from '#store/engine.ts';
import { type Actor, actOnLead } from '../leads/act-on-lead.ts';

/** Writes on the timelines of leads what happened to their contact. Nobody who is at work on one of them is refused for it. */
export async function tellLeads(
  tx: Tx,
  leadIds: readonly string[],
  actor: Actor,
  { kind, facts }: { kind: string; facts: Record<string, unknown> },
): Promise<void> {
  for (const id of leadIds)
    await actOnLead(tx, { id, quiet: 'always', final: true }, actor, kind, async (act) => act.tell(kind, facts));
}
