import { searchWords } from '#domain/search-words.ts';
import { type Findable, readFindable, takeUnindexed } from '#store/index-search.ts';
import type { LeadRow } from '#store/schema.ts';
import { writeSearchRow } from '#store/search.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';

const atOnce = 200;
// A capture that comes in between waits for one transaction, so each is short.
const together = 50;

/** Writes the search rows of leads that are new or have changed, at most 200. Returns how many; a chore calls it until there are none. */
export async function indexSearch(env: Env): Promise<number> {
  let written = 0;
  while (written < atOnce) {
    const some = await indexSome(env);
    written += some;
    if (some < together) break;
  }
  return written;
}

const indexSome = (env: Env): Promise<number> =>
  env.write(async (tx) => {
    const leads = await takeUnindexed(tx.db, together);
    if (leads.length === 0) return 0;
    const region = (await findStandard(tx.db))?.team.country ?? 'GB';
    const findable = await readFindable(tx.db, leads);
    for (const lead of leads) await writeSearchRow(tx.db, lead.number, wordsOf(lead, findable.get(lead.id)!, region));
    return leads.length;
  });

function wordsOf(lead: LeadRow, { contact, points, texts }: Findable, region: string): string[] {
  const phones = points.filter(({ kind }) => kind === 'phone').map(({ value }) => value);
  const others = points.filter(({ kind }) => kind !== 'phone').map(({ value }) => value);
  const said = [lead.status_note, lead.site_address, lead.referred_by, lead.asked, ...texts];
  return searchWords([String(lead.number), contact?.name ?? null, contact?.company ?? null, ...others, ...said], phones, region);
}
