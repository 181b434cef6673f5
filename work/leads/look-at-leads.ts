import { type ClockNotice, noticePlan } from '#domain/notice-plan.ts';
import type { Tx } from '#store/engine.ts';
import { leadsToLookAt } from '#store/look.ts';
import { queueLetter } from '#store/outbox.ts';
import type { Env } from '../env.ts';
import { onCallOutside } from '../letters/announce.ts';
import { coverOf } from '../letters/cover.ts';
import type { NoticeRow } from '../letters/notice-row.ts';
import { deedsAtOnce, sideBySide } from '../running/side-by-side.ts';
import { type Act, actOnLead, baton } from './act-on-lead.ts';
import { isUnseen } from './is-unseen.ts';
import { moveToKind } from './moves.ts';
import { wakeLead } from './wake-lead.ts';

const atOnce = 50;

/** Looks at every lead on which time alone has changed something. Returns how many. */
export async function lookAtLeads(env: Env): Promise<number> {
  let looked = 0;
  for (;;) {
    const ids = await leadsToLookAt(env.read, env.now(), atOnce);
    await sideBySide(ids, deedsAtOnce(env), (id) => env.write((tx) => lookAtLead(tx, id)));
    looked += ids.length;
    if (ids.length < atOnce) return looked;
  }
}

/** What became due since the last look: a sleeper wakes, a waiting ends, a notice goes. May be run again at any time. */
export const lookAtLead = (tx: Tx, id: string) =>
  actOnLead(tx, { id, quiet: 'unless told' }, baton, 'look', async (act) => {
    const { lead } = act.case;
    if (lead.state === 'later' && lead.later_until_at! <= act.now) await wakeLead(act);
    if (lead.state === 'open' && lead.waiting_until_at !== null && lead.waiting_until_at <= act.now) await endWaiting(act);
    await giveNotices(act);
  });

/** Their turn is over: it is ours again. */
async function endWaiting(act: Act): Promise<void> {
  const { lead } = act.case;
  lead.waiting_at = null;
  lead.waiting_until_at = null;
  await moveToKind(act, 'follow-up');
  act.tell('waiting-over');
}

/** After a time in which nobody looked, only the latest notice goes; the others are recorded as skipped. */
async function giveNotices(act: Act): Promise<void> {
  const { clock, lead } = act.case;
  if (!clock || lead.state !== 'open') return;
  const due = noticePlan(clock, act.standard.timetable).filter(({ at }) => at > clock.noticed_at && at <= act.now);
  if (due.length === 0) return;
  clock.noticed_at = act.now;
  if (lead.practice_at !== null) return;
  for (const [place, { kind }] of due.entries()) await giveNotice(act, kind, place < due.length - 1);
}

async function giveNotice(act: Act, kind: ClockNotice, skipped: boolean): Promise<void> {
  const { tx, case: known, standard } = act;
  const { lead, clock } = known;
  const onCall = lead.urgent_at === null ? null : onCallOutside(standard, act.now);
  for (const memberId of await receivers(act, kind, onCall)) {
    const isOnCall = memberId === onCall;
    await queueLetter(tx.db, {
      id: tx.id(),
      key: `notice:${clock!.id}:${kind}${clock!.told_due_at === null ? '' : `-${clock!.told_due_at}`}:${memberId}`,
      kind: 'notice',
      audience: 'member',
      dueAt: isOnCall || standard.timetable.isOpen(act.now) ? act.now : standard.timetable.nextOpening(act.now),
      at: act.now,
      leadId: lead.id,
      clockId: clock!.id,
      memberId,
      body: JSON.stringify({
        kind,
        ...(isOnCall ? { onCall: true } : {}),
        ...(lead.urgent_at === null ? {} : { urgent: true }),
      } satisfies NoticeRow),
      ...(skipped ? { skipped: true } : {}),
    });
    tx.after('outbox');
  }
}

/** At night what is urgent goes to whoever is on call; the owner and the cover hear in the morning what is still late. */
async function receivers({ tx, case: known }: Act, kind: ClockNotice, onCall: string | null): Promise<string[]> {
  const { lead, clock } = known;
  const owner = lead.owner_id!;
  if (kind === 'half') {
    const cover = !onCall && (await isUnseen(tx.db, lead, clock!)) ? await coverOf(tx.db, owner, lead.channel_id, tx.now) : null;
    return cover ? [cover] : [];
  }
  if (kind === 'three-quarters')
    return clock!.tried_at === null && (await isUnseen(tx.db, lead, clock!)) ? [onCall ?? owner] : [];
  if (kind === 'told-soon') return [onCall ?? owner];
  const cover = await coverOf(tx.db, owner, lead.channel_id, tx.now);
  return [...new Set([...(onCall ? [onCall] : []), owner, ...(cover ? [cover] : [])])];
}
