import { type ClosedDay, type Hours, type Timetable, timetable } from '#domain/opening-hours.ts';
import type { ResponseRule } from '#domain/response-rule.ts';
import type { Stage } from '#domain/stage.ts';
import type { Db } from './engine.ts';
import { inMoment, originOf, prepared } from './prepared.ts';
import type { TeamRow } from './schema.ts';

/** The team and its written rules as they are in force. */
export type Standard = { team: TeamRow; rule: ResponseRule; stages: readonly Stage[]; timetable: Timetable };

type Ages = { rule_at: number; hours_at: number; closed_at: number; stages_at: number };
type Texts = { rule: string; hours: string; closed: string; stages: string };

const teamInForce = prepared<object, TeamRow & Ages>((db) =>
  db
    .selectFrom('team')
    .selectAll('team')
    .select((eb) => [
      eb.selectFrom('rules').select('created_at').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('rule_at'),
      eb.selectFrom('hours').select('created_at').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('hours_at'),
      eb
        .selectFrom('closed_days')
        .select('created_at')
        .orderBy('version', 'desc')
        .limit(1)
        .$asScalar()
        .$notNull()
        .as('closed_at'),
      eb.selectFrom('stages').select('created_at').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('stages_at'),
    ]),
);

const textsInForce = prepared<object, Texts>((db) =>
  db.selectNoFrom((eb) => [
    eb.selectFrom('rules').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('rule'),
    eb.selectFrom('hours').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('hours'),
    eb.selectFrom('closed_days').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('closed'),
    eb.selectFrom('stages').select('body').orderBy('version', 'desc').limit(1).$asScalar().$notNull().as('stages'),
  ]),
);

type Rules = Omit<Standard, 'team'>;

/** Reading the rules from their texts costs a hundred times what reading the team does, so each database's last reading is kept until something newer is in force. */
function lastReading(): (db: Db, age: string, zone: string) => Promise<Rules> {
  const kept = new WeakMap<object, { age: string; rules: Rules }>();
  return async (db, age, zone) => {
    const origin = originOf(db);
    const last = kept.get(origin);
    if (last?.age === age) return last.rules;
    const [texts] = await textsInForce(db, {});
    const { rule, hours, closed, stages } = texts!;
    const rules: Rules = {
      rule: JSON.parse(rule) as ResponseRule,
      stages: JSON.parse(stages) as Stage[],
      timetable: timetable(JSON.parse(hours) as Hours, JSON.parse(closed) as ClosedDay[], zone),
    };
    kept.set(origin, { age, rules });
    return rules;
  };
}

const rulesInForce = lastReading();

/** Null before the team has been set up. */
export const findStandard = async (db: Db): Promise<Standard | null> => inMoment(db, 'standard', () => standardInForce(db));

async function standardInForce(db: Db): Promise<Standard | null> {
  const [row] = await teamInForce(db, {});
  if (!row) return null;
  const { rules_version, rule_at, hours_at, closed_at, stages_at, zone } = row;
  const age = `${rules_version},${rule_at},${hours_at},${closed_at},${stages_at},${zone}`;
  const { rule, stages, timetable } = await rulesInForce(db, age, zone);
  // The ages stay on the row: to copy its forty columns without them costs as much as reading it does.
  return { team: row, rule, stages, timetable };
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
