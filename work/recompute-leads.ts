import { answerBy } from '#domain/answer-by.ts';
import { isSource } from '#domain/source.ts';
import { leadsOfOlderRules } from '#store/look.ts';
import { readStandard } from '#store/standard.ts';
import { type Act, actOnLead, baton } from './act-on-lead.ts';
import type { Env } from './env.ts';

const atOnce = 200;

/** After a change of rules, hours or holidays: what has not been answered is reckoned anew, 200 leads at a time. */
export async function recomputeLeads(env: Env): Promise<number> {
  const { team } = await readStandard(env.read);
  const ids = await leadsOfOlderRules(env.read, team.rules_version, atOnce);
  await Promise.all(ids.map((id) => env.write((tx) => actOnLead(tx, { id, quiet: true }, baton, 'recompute', recompute))));
  return ids.length;
}

/** Never to later than the customer was told. */
async function recompute(act: Act): Promise<void> {
  const { clock, lead } = act.case;
  const { rule, timetable, team } = act.standard;
  if (!clock) return;
  const owed = answerBy(
    {
      receivedAt: clock.started_at,
      kind: clock.kind === 'first' ? 'first' : 'again',
      source: isSource(lead.source) ? lead.source : 'other',
      channel: lead.channel_id,
      urgent: lead.urgent_at !== null,
      onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
    },
    rule,
    timetable,
  );
  const told = await toldDueAt(act);
  const dueAt = told === null ? owed.dueAt : Math.min(owed.dueAt, told);
  if (dueAt !== clock.due_at) {
    if (lead.next_due_at === clock.due_at) lead.next_due_at = dueAt;
    clock.due_at = dueAt;
    clock.rule = JSON.stringify(owed.why);
    act.tell('due-moved', { due: dueAt });
  }
  clock.rules_version = team.rules_version;
}

/** The time that the page and the acknowledgement of the first unanswered message named. */
async function toldDueAt({ tx, case: { clock, lead } }: Act): Promise<number | null> {
  const told = await tx.db
    .selectFrom('arrivals')
    .select((eb) => eb.fn.min('told_due_at').as('at'))
    .where('lead_id', '=', lead.id)
    .where('received_at', '>=', clock!.started_at)
    .executeTakeFirst();
  return told?.at ?? null;
}
