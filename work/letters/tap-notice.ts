import type { Tx } from '#store/engine.ts';
import { addTimelineEntry, takeLead } from '#store/leads.ts';
import type { LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import type { Done } from '../leads/act-on-lead.ts';
import { logTouch } from '../leads/log-touch.ts';
import { sayItTakesLonger } from '../leads/say-it-takes-longer.ts';
import { seeLead } from '../leads/see-lead.ts';
import { snoozeStep } from '../leads/snooze-step.ts';
import { readNoticeToken } from './notice-link.ts';
import { type About, fingerprint, fromNotice, offeredTimes, readTap, type Tap } from './read-tap.ts';

/** How far a time that was shown may be from the one that would be shown now. */
const stillMeant = 15 * 60_000;

type Tapped =
  /** `until` is the time chosen, where there was one to choose. */
  | { did: true; about: About; lead: LeadRow; until: number | null; undo: string | null }
  /** Nothing was changed; `again`: the time that was shown is no longer the one to show. */
  | { did: false; tap: Tap; again: boolean };

/**
 * Does what a button of a notice stands for, as its member and by the usual deeds: once, however often it is pressed, and only
 * while the answer it was about is still owed. `until` is the time that the member saw and chose.
 */
export const tapNotice = (env: Env, token: string, until: number | null): Promise<Tapped> =>
  env.write(async (tx): Promise<Tapped> => {
    const { leadId } = readNoticeToken(env.settings.secret, token) ?? {};
    if (leadId) await takeLead(tx.db, leadId, 0);
    const tap = await readTap(tx.db, env.settings.secret, token, tx.now);
    if (tap.is !== 'ready') return { did: false, tap, again: false };
    const { timetable } = await readStandard(tx.db);
    const offered = offeredTimes(tap.link.deed, tap.clock, tx.now, timetable);
    const chosen = offered.some((at) => until !== null && Math.abs(until - at) <= stillMeant) ? until : null;
    if (offered.length > 0 && chosen === null) return { did: false, tap, again: until !== null };

    const which = { id: tap.lead.id };
    const by = { memberId: tap.member.id };
    const here = within(env, tx);
    await seeLead(here, which, by);
    const { lead, undo } = await act(here, tap, chosen);
    await addTimelineEntry(tx.db, {
      id: tx.id(),
      lead_id: lead.id,
      at: tx.now,
      kind: fromNotice,
      member_id: tap.member.id,
      facts: JSON.stringify({ what: tap.link.deed, link: fingerprint(tap.link), undo: undo?.id }),
      version: lead.version,
    });
    return { did: true, about: tap, lead, until: chosen, undo: undo?.id ?? null };
  });

/** The same house for deeds that are to share a transaction which is open already. */
const within = (env: Env, tx: Tx): Env => ({ ...env, write: (deed) => deed(tx) });

function act(env: Env, { link, lead, member }: About, until: number | null): Promise<Done<unknown>> {
  const which = { id: lead.id };
  const by = { memberId: member.id };
  switch (link.deed) {
    case 'spoke':
      return logTouch(env, which, by, { kind: 'phone', direction: 'out', result: 'spoke' });
    case 'no-answer':
      return logTouch(env, which, by, { kind: 'phone', direction: 'out', result: 'no-answer' });
    case 'takes-longer':
      return sayItTakesLonger(env, which, by, until!);
    case 'snooze':
      return snoozeStep(env, which, by, until!);
  }
}
