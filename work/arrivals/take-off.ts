import type { Closing, Reason } from '#domain/lead.ts';
import { isSource } from '#domain/source.ts';
import { setColumns } from '#store/insert.ts';
import { lastContactOf } from '#store/read-lead.ts';
import type { ArrivalRow } from '#store/schema.ts';
import { writtenSince } from '#store/timeline.ts';
import type { Act } from '../leads/act-on-lead.ts';
import { closeCase } from '../leads/close-lead.ts';
import { giveStepBack } from '../leads/give-step-back.ts';
import { endClock, startClock } from '../leads/moves.ts';
import { putCaseLater } from '../leads/put-later.ts';

/**
 * Takes a message of theirs off a lead, as if it had never been put there: it is owed no answer here, and where it alone had
 * opened the lead again or woken it, the lead goes back.
 */
export async function takeOff(act: Act, arrival: ArrivalRow): Promise<void> {
  const { tx, case: known, made } = act;
  const { lead, clock } = known;
  const touch = await tx.db
    .selectFrom('touches')
    .selectAll()
    .where('arrival_id', '=', arrival.id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (!touch) return;
  await setColumns(tx.db, 'touches', touch.id, { undone_at: act.now });
  made.push({ table: 'touches', id: touch.id, was: { undone_at: null } });
  if (lead.last_contact_at === touch.at) lead.last_contact_at = await lastContactOf(tx.db, lead.id);
  if (!clock || touch.courtesy_at !== null || touch.at < clock.started_at) return;
  const waiting = await writtenSince(tx.db, lead.id, clock.started_at);
  const [next] = waiting;
  if (touch.at > clock.started_at) {
    lead.inbound_count = Math.max(1, waiting.length);
    return;
  }
  await endClock(act);
  if (next) {
    const source = isSource(next.kind) ? next.kind : 'other';
    const kind = clock.kind === 'undelivered' ? 'again' : clock.kind;
    await startClock(act, kind, { at: next.at, source, channel: lead.channel_id });
  } else if (!(await goBack(act, arrival))) await giveStepBack(act, touch.recorded_at);
  lead.inbound_count = waiting.length;
}

/** Back to closed or asleep, if it was the arrival that ended that and nobody has acted on the lead since. */
async function goBack(act: Act, arrival: ArrivalRow): Promise<boolean> {
  const { lead } = act.case;
  const story = await act.tx.db.selectFrom('timeline').selectAll().where('lead_id', '=', lead.id).orderBy('id').execute();
  const came = story.find(({ kind, facts }) => kind === 'wrote' && facts?.includes(arrival.id));
  const since = came ? story.filter(({ version }) => version >= came.version) : [];
  if (!came || since.some(({ member_id, version }) => member_id !== null && version > came.version)) return false;
  const then = (kind: string) => since.some((entry) => entry.kind === kind && entry.version === came.version);
  const last = (kind: string) => story.findLast((entry) => entry.kind === kind && entry.version < came.version);
  if (then('reopened')) {
    const closed = last('closed');
    if (!closed) return false;
    await closeCase(act, JSON.parse(closed.facts!) as { outcome: Closing; reason?: Reason });
    lead.closed_at = closed.at;
    return true;
  }
  const until = then('woke') ? (JSON.parse(last('later')?.facts ?? '{"until":0}') as { until: number }).until : 0;
  if (until <= act.now) return false;
  await putCaseLater(act, { until });
  lead.later_count -= 1;
  return true;
}
