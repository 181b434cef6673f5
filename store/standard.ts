import { type ClosedDay, type Hours, type Timetable, timetable } from '#domain/opening-hours.ts';
import type { ResponseRule } from '#domain/response-rule.ts';
import type { Stage } from '#domain/stage.ts';
import type { Db } from './engine.ts';
import { prepared } from './prepared.ts';
import type { TeamRow } from './schema.ts';

/** The team and its written rules as they are in force. */
export type Standard = { team: TeamRow; rule: ResponseRule; stages: readonly Stage[]; timetable: Timetable };

type Written = TeamRow & { rule_body: string; hours_body: string; closed_body: string; stages_body: string };

const inForce = prepared<object, Written>((db) =>
  db
    .selectFrom('team')
    .selectAll('team')
    .select((eb) => [
      eb.selectFrom('rules').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('rule_body'),
      eb.selectFrom('hours').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('hours_body'),
      eb.selectFrom('closed_days').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('closed_body'),
      eb.selectFrom('stages').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('stages_body'),
    ]),
);

/** Reading rules from text costs a hundred times what reading the row does, so the last reading is kept for as long as the text is the same. */
function reading<Value>(read: (text: string) => Value): (text: string) => Value {
  let last: { text: string; value: Value } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}

const ruleOf = reading((text) => JSON.parse(text) as ResponseRule);
const stagesOf = reading((text) => JSON.parse(text) as Stage[]);
const timetableOf = reading((text) => {
  const { hours, closed, zone } = JSON.parse(text) as { hours: Hours; closed: ClosedDay[]; zone: string };
  return timetable(hours, closed, zone);
});

/** Null before the team has been set up. */
export async function findStandard(db: Db): Promise<Standard | null> {
  const [row] = await inForce(db, {});
  if (!row) return null;
  const { rule_body, hours_body, closed_body, stages_body, ...team } = row;
  return {
    team,
    rule: ruleOf(rule_body),
    stages: stagesOf(stages_body),
    timetable: timetableOf(`{"hours":${hours_body},"closed":${closed_body},"zone":${JSON.stringify(team.zone)}}`),
  };
}

export class NoTeam extends Error {
  constructor() {
    super('This Baton has no team yet. Make one with: bin/baton setup');
    this.name = 'NoTeam';
  }
}

/** The standard in force; throws NoTeam before the team has been set up. */
export async function readStandard(db: Db): Promise<Standard> {
  const standard = await findStandard(db);
  if (!standard) throw new NoTeam();
  return standard;
}
