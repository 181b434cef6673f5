import { hoursProblem, noOpeningProblem } from '#domain/hours-problem.ts';
import type { ClosedDay, Hours } from '#domain/opening-hours.ts';
import { type ResponseRule, ruleProblem } from '#domain/response-rule.ts';
import { isSource } from '#domain/source.ts';
import type { Tx } from '#store/engine.ts';
import { addVersion, inForce } from '#store/rules.ts';
import type { StandardRow, TeamRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { changeTeamIn } from './change-team.ts';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { logSetting } from './log-setting.ts';

export type RulesChange = { hours: Hours } | { rule: ResponseRule } | { closedDays: readonly ClosedDay[] };

/** `memberId` is null where Baton does it; `version`: the one that the author had seen, if it matters. */
type RulesAsked = {
  memberId: string | null;
  change: RulesChange;
  version?: number | undefined;
  /** Who is on call from now on, in turn: saved with it or not at all. The turn goes on where it names the same. */
  onCall?: readonly string[] | undefined;
};

/**
 * Writes a new version of the hours, the response rule or the closed days; the one before is kept. Open clocks are reckoned anew
 * by a chore, which finds them by the raised rules version.
 */
export const changeRules = (env: Env, { memberId, change, version, onCall }: RulesAsked): Promise<StandardRow> =>
  env.write(async (tx) => {
    const team = await tx.db
      .updateTable('team')
      .set((eb) => ({ rules_version: eb('rules_version', '+', 1), settings_version: eb('settings_version', '+', 1) }))
      .returningAll()
      .executeTakeFirst();
    if (!team) throw new Refusal(409, 'There is no team yet.');
    const { table, what, value } = written(change);
    const before = await inForce(tx.db, table);
    if (version !== undefined && version !== before.version) throw changedMeanwhile();
    await check(tx, change, team.zone);
    const after: StandardRow = {
      version: before.version + 1,
      body: JSON.stringify(value),
      author_id: memberId,
      created_at: tx.now,
    };
    await addVersion(tx.db, table, after);
    await logSetting(tx, memberId, `${what} changed`, JSON.parse(before.body), value);
    if (onCall && memberId) await changeOnCall(tx, memberId, onCall, team);
    tx.after('rules');
    return after;
  });

async function changeOnCall(tx: Tx, memberId: string, members: readonly string[], { on_call }: TeamRow): Promise<void> {
  const before = on_call ? (JSON.parse(on_call) as { members: string[] }).members : [];
  if (members.join() === before.join()) return;
  await changeTeamIn(tx, { memberId, change: { onCall: members.length > 0 ? { members } : null } });
}

function written(change: RulesChange) {
  if ('hours' in change) return { table: 'hours' as const, what: 'opening hours' as const, value: change.hours };
  if ('rule' in change) return { table: 'rules' as const, what: 'response rule' as const, value: change.rule };
  return { table: 'closed_days' as const, what: 'closed days' as const, value: sorted(change.closedDays) };
}

const sorted = (days: readonly ClosedDay[]): ClosedDay[] => days.toSorted((a, b) => (a.date < b.date ? -1 : 1));

async function check(tx: Tx, change: RulesChange, zone: string): Promise<void> {
  if ('rule' in change) return checkRule(tx, change.rule);
  const problem = 'hours' in change ? hoursProblem(change.hours) : null;
  if (problem) throw new Refusal(422, problem, { field: 'week' });
  const hours = 'hours' in change ? change.hours : (JSON.parse((await inForce(tx.db, 'hours')).body) as Hours);
  const days =
    'closedDays' in change ? change.closedDays : (JSON.parse((await inForce(tx.db, 'closed_days')).body) as ClosedDay[]);
  const never = noOpeningProblem(hours, days, zone, tx.now);
  if (never) throw new Refusal(422, never, { field: 'hours' in change ? 'week' : 'days' });
}

async function checkRule(tx: Tx, rule: ResponseRule): Promise<void> {
  const problem = ruleProblem(rule);
  if (problem) throw new Refusal(422, problem, { field: 'rule' });
  const channels = new Set((await tx.db.selectFrom('channels').select('id').execute()).map(({ id }) => id));
  const strange = Object.keys(rule.exceptions).find((name) => !isSource(name) && !channels.has(name));
  if (strange !== undefined)
    throw new Refusal(422, `There is no channel “${strange}” to make an exception for.`, { field: `exceptions.${strange}` });
}
