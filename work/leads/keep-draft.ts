import { wellFormed } from '#domain/well-formed.ts';
import { dropDraft, findDraft, putDraft } from '#store/drafts.ts';
import { findLeadByNumber } from '#store/leads.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';

/** So long after the last letter somebody still counts as writing. Milliseconds. */
export const writingFor = 30_000;

const longest = 20_000;

/** Keeps what a member is writing on a lead, one draft per member; an empty one goes. The others are told when it begins and when it ends. */
export const keepDraft = (
  env: Env,
  { number, memberId, kind, text }: { number: number; memberId: string; kind: string; text: string },
): Promise<void> =>
  env.write(async (tx) => {
    const lead = await findLeadByNumber(tx.db, number);
    if (!lead) throw new Refusal(404, 'There is no such lead.');
    const whose = { lead_id: lead.id, member_id: memberId };
    const before = await findDraft(tx.db, whose);
    const kept = wellFormed(text).slice(0, longest).toWellFormed();
    if (kept.trim() === '') await dropDraft(tx.db, whose);
    else await putDraft(tx.db, { ...whose, kind, text: kept, touched_at: tx.now });
    const wasWriting = before !== undefined && tx.now - before.touched_at < writingFor;
    if (wasWriting !== (kept.trim() !== '')) tx.after(`lead:${lead.id}`);
  });
