import { statSync } from 'node:fs';
import { freshFolder, furnish, openPlace } from './house.ts';
import { type Load, load, type Plan } from './load.ts';
import { median } from './median.ts';
import { person } from './people.ts';
import { type Place, type Program, startClock, startFloor, startProgram } from './servers.ts';

type Pace = { rounds: number; seconds: number; steadySeconds: number };

/** Answers a second; ratios are the median of those of each round. `missing` counts answers that were not in the database after the plug was pulled. */
export type Capture = {
  processes: 1 | 2;
  floorOne: number;
  floorGroup: number;
  form: number;
  api: number;
  formToFloorOne: number;
  apiToFloorOne: number;
  formToFloorGroup: number;
  form200: Steady;
  api200: Steady;
  floor200: Steady;
  answered: number;
  refused: number;
  missing: number;
  bytesPerLead: number | null;
  faults: string[];
};
type Steady = { p50: number; p99: number };

const connections = 64;
const steadyRate = 200;

/**
 * Figure 1: whole enquiries kept each second through the form and the API, in turn with two floors, and how long one takes at a
 * steady 200 a second. Then the program is killed, and whoever was answered has to be there.
 */
export async function measureCapture(place: Place, pace: Pace, processes: 1 | 2 = 1): Promise<Capture> {
  const key = await furnish(place);
  const { folder, remove } = freshFolder();
  const floors = { one: await startFloor('one', folder), group: await startFloor('group', folder) };
  const program = await startProgram(place, processes === 1 ? 'all' : 'web');
  const clock = processes === 2 ? startClock(place) : null;
  const answered: number[] = [];
  const faults = new Set<string>();
  let refused = 0;
  let from = 0;

  async function ask(plan: Pick<Plan, 'target' | 'port' | 'seconds'> & { rate?: number }): Promise<Load> {
    const got = await load({ ...plan, key, connections, from });
    from += 1_000_000;
    for (const fault of got.faults) faults.add(`${plan.target}: ${fault}`);
    if (plan.target === 'floor') return got;
    refused += got.refused;
    for (const one of got.answered) answered.push(one);
    return got;
  }
  const ofFloor = (way: 'one' | 'group', seconds: number, rate?: number) =>
    asleep(program, () => ask({ target: 'floor', port: floors[way].port, seconds, ...(rate ? { rate } : {}) }));
  const ofProgram = (target: 'form' | 'api', seconds: number, rate?: number) =>
    ask({ target, port: program.port, seconds, ...(rate ? { rate } : {}) });

  try {
    // What runs for the first time is slow for another reason.
    for (const target of ['form', 'api'] as const) await ofProgram(target, 1);
    await ofFloor('one', 0.5);
    const rounds: Record<'one' | 'group' | 'form' | 'api', number>[] = [];
    for (let round = 0; round < pace.rounds; round++)
      rounds.push({
        one: (await ofFloor('one', pace.seconds)).perSecond,
        form: (await ofProgram('form', pace.seconds)).perSecond,
        api: (await ofProgram('api', pace.seconds)).perSecond,
        group: (await ofFloor('group', pace.seconds)).perSecond,
      });
    const bytesPerLead = place.databaseUrl ? null : bytesOf(place) / answered.length;
    const steady = ({ p50, p99 }: Load): Steady => ({ p50, p99 });
    const form200 = steady(await ofProgram('form', pace.steadySeconds, steadyRate));
    const api200 = steady(await ofProgram('api', pace.steadySeconds, steadyRate));
    const floor200 = steady(await ofFloor('one', pace.steadySeconds / 2, steadyRate));
    const faultsBefore = new Set(faults);
    // Killed in the middle of its work, which is no fault.
    const last = ofProgram('form', 2);
    await new Promise((done) => setTimeout(done, 1500));
    await program.crash();
    await last;
    await clock?.stop();
    const typical = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read));
    return {
      processes,
      floorOne: typical(({ one }) => one),
      floorGroup: typical(({ group }) => group),
      form: typical(({ form }) => form),
      api: typical(({ api }) => api),
      formToFloorOne: typical(({ form, one }) => form / one),
      apiToFloorOne: typical(({ api, one }) => api / one),
      formToFloorGroup: typical(({ form, group }) => form / group),
      form200,
      api200,
      floor200,
      answered: answered.length,
      refused,
      missing: await missing(place, answered),
      bytesPerLead,
      faults: [...faultsBefore],
    };
  } finally {
    await program.crash();
    await clock?.stop();
    for (const floor of Object.values(floors)) await floor.stop();
    remove();
  }
}

/** A floor has the machine to itself: the program still sends what it took in, so it stands still meanwhile. */
async function asleep<Value>(program: Program, deed: () => Promise<Value>): Promise<Value> {
  process.kill(program.pid, 'SIGSTOP');
  try {
    return await deed();
  } finally {
    process.kill(program.pid, 'SIGCONT');
  }
}

const bytesOf = ({ data }: Place): number =>
  ['baton.db', 'baton.db-wal'].reduce(
    (sum, name) => sum + (statSync(`${data}/${name}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

const atOnce = 500;

/** How many of these people have no whole enquiry: contact, lead, arrival, touch, running clock, timeline and acknowledgement. */
async function missing(place: Place, people: readonly number[]): Promise<number> {
  const { env, close } = await openPlace(place);
  let there = 0;
  for (let from = 0; from < people.length; from += atOnce) {
    const emails = people.slice(from, from + atOnce).map((n) => person(n).email);
    const found = await env.read
      .selectFrom('points')
      .innerJoin('leads', 'leads.contact_id', 'points.contact_id')
      .innerJoin('arrivals', 'arrivals.lead_id', 'leads.id')
      .innerJoin('deliveries', 'deliveries.id', 'arrivals.delivery_id')
      .innerJoin('touches', 'touches.arrival_id', 'arrivals.id')
      .innerJoin('clocks', (join) => join.onRef('clocks.lead_id', '=', 'leads.id').on('clocks.answered_at', 'is', null))
      .innerJoin('timeline', (join) => join.onRef('timeline.lead_id', '=', 'leads.id').on('timeline.kind', '=', 'opened'))
      .innerJoin('outbox', (join) => join.onRef('outbox.lead_id', '=', 'leads.id').on('outbox.kind', '=', 'acknowledgement'))
      .select('points.value')
      .distinct()
      .where('points.kind', '=', 'email')
      .where('points.value', 'in', emails)
      .execute();
    there += found.length;
  }
  await close();
  return people.length - there;
}
