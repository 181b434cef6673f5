import { minuteOfDay } from '#domain/opening-hours.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';

/** From when until when, 'HH:MM' in the member's own zone; they may run over midnight. */
type QuietHours = { from: string; until: string };

/** In these hours no mails come to the member but for what is urgent and on call; null ends them. */
export const changeQuietHours = (env: Env, { memberId, quiet }: { memberId: string; quiet: QuietHours | null }): Promise<void> =>
  env.write(async (tx) => {
    for (const field of ['from', 'until'] as const)
      if (quiet && (minuteOfDay(quiet[field]) ?? 1440) >= 1440)
        throw new Refusal(422, 'Quiet hours need two times, such as 19:00 and 07:00.', { field });
    if (quiet && quiet.from === quiet.until)
      throw new Refusal(422, 'These quiet hours would be the whole day. Give two different times.', { field: 'until' });
    const set = await tx.db
      .updateTable('members')
      .set({ quiet: quiet && JSON.stringify({ from: quiet.from, until: quiet.until }) })
      .where('id', '=', memberId)
      .where('removed_at', 'is', null)
      .returning('id')
      .execute();
    if (set.length === 0) throw new Refusal(404, 'There is no such member.');
  });
