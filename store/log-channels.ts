import { isSource } from '#domain/source.ts';
import type { Db } from './engine.ts';

const usual = ['phone', 'whatsapp', 'walk-in', 'referral', 'instagram', 'linkedin'];

/** The ways in that a member may log by hand, the usual ones first; `fixed` is the member whom the rule of one names. */
export async function inUse(db: Db): Promise<{ id: string; fixed: string | null }[]> {
  const rows = await db
    .selectFrom('channels')
    .select(['id', 'owner_rule'])
    .where('retired_at', 'is', null)
    .orderBy('name')
    .execute();
  const rank = (id: string) => (usual.includes(id) ? usual.indexOf(id) : usual.length);
  return rows
    .filter(({ id }) => isSource(id))
    .map(({ id, owner_rule }) => ({ id, fixed: (JSON.parse(owner_rule) as { fixed?: string } | null)?.fixed ?? null }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}
