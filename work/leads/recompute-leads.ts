import { type AnswerBy, answerBy } from '#domain/answer-by.ts';
import { isSource } from '#domain/source.ts';
import { leadsShownBy } from '#store/family.ts';
import { leadsOfOlderRules } from '#store/look.ts';
import type { ClockRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { deedsAtOnce, sideBySide } from '../running/side-by-side.ts';
import { type Act, actOnLead, baton } from './act-on-lead.ts';
import { moveDue } from './moves.ts';

const atOnce = 200;

/** After a change of rules, hours or holidays: what has not been answered is reckoned anew, 200 leads at a time. */
export async function recomputeLeads(env: Env): Promise<number> {
  const { team } = await readStandard(env.read);
  const ids = await leadsOfOlderRules(env.read, team.rules_version, atOnce);
  await sideBySide(ids, deedsAtOnce(env), (id) =>
    env.write((tx) => actOnLead(tx, { id, quiet: 'unless told' }, baton, 'recompute', recompute)),
  );
  return ids.length;
}

/** Never to later than the customer was told: by then, and by what their page has said since. */
async function recompute(act: Act): Promise<void> {
  const { clock } = act.case;
  const { team } = act.standard;
  if (!clock) return;
  const owed = owedOn(act, clock);
  const told = await toldDueAt(act);
  const dueAt = told === null ? owed.dueAt : Math.min(owed.dueAt, told, clock.due_at);
  if (dueAt !== clock.due_at) {
    moveDue(act, clock, { ...owed, dueAt });
    act.tell('due-moved', { due: dueAt });
  }
  clock.rules_version = team.rules_version;
}

/** What became urgent later is urgent from then on, and not late from the start. */
function owedOn({ case: { lead }, standard: { rule, timetable, team } }: Act, clock: ClockRow): AnswerBy {
  const owed = {
    receivedAt: clock.started_at,
    kind: clock.kind === 'first' ? ('first' as const) : ('again' as const),
    source: isSource(lead.source) ? lead.source : ('other' as const),
    channel: lead.channel_id,
  };
  const usual = answerBy(owed, rule, timetable);
  if (lead.urgent_at === null) return usual;
  const onCall = rule.urgentOutside === 'on-call' && team.on_call !== null;
  const receivedAt = Math.max(clock.started_at, lead.urgent_at);
  const urgent = answerBy({ ...owed, receivedAt, urgent: true, onCall }, rule, timetable);
  return urgent.dueAt < usual.dueAt ? urgent : usual;
}

/** The time that the page and the acknowledgement of the first unanswered message named. */
async function toldDueAt({ tx, case: { clock, lead } }: Act): Promise<number | null> {
  const told = await tx.db
    .selectFrom('arrivals')
    .select((eb) => eb.fn.min('told_due_at').as('at'))
    .where('lead_id', 'in', await leadsShownBy(tx.db, lead.id))
    .where('received_at', '>=', clock!.started_at)
    .executeTakeFirst();
  return told?.at ?? null;
}
