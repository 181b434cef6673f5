import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { postgresCluster } from '#test/postgres-cluster.ts';
import { type Capture, measureCapture } from './capture.ts';
import { freshFolder } from './house.ts';
import { machine } from './machine.ts';
import { measureReads, type Reads } from './reads.ts';
import { captureLines, readLines, tickLines, weightLines } from './say.ts';
import { measureTicks, type Ticks } from './ticks.ts';
import { measureWeight, type Weight } from './weight.ts';

const usage = `npm run bench -- [--quick | --large] [--only 1,2,3,4,5] [--json FILE]

  1  capture: enquiries kept each second, next to two floors
  2  screens: Today, the table, one lead and search at each size, and what the API reads
  3  clock: what a tick costs at each size
  4  weight: memory, start, what each screen sends at first
  5  PostgreSQL: 1 to 3 there, with one and two processes

  --quick  two minutes instead of eight: fewer rounds, no 100,000 leads
  --large  at 1,000,000 leads, too
  --json   where the figures are written (bench/latest.json); they are printed at the end as well`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    large: { type: 'boolean' },
    only: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
const only = new Set((values.only ?? '1,2,3,4,5').split(',').map(Number));
const quick = values.quick ?? false;
const pace = quick ? { rounds: 2, seconds: 2, steadySeconds: 4 } : { rounds: 4, seconds: 2, steadySeconds: 8 };
const sizes = [1_000, 10_000, ...(quick ? [] : [100_000]), ...(values.large ? [1_000_000] : [])];
const readSeconds = quick ? 1 : 2;

type Figures = {
  machine: ReturnType<typeof machine>;
  capture?: Capture;
  reads?: Reads[];
  ticks?: Ticks[];
  scans?: string[];
  weight?: Weight;
  postgres?: { version: string; capture: Capture[]; ticks: Ticks[]; reads: Reads[] };
};

const figures: Figures = { machine: machine() };
const say = (lines: readonly string[]) => console.log(`${lines.join('\n')}\n`);
const { machine: here } = figures;
say([
  `${here.cores} cores, ${here.processor}, ${here.memoryGb} GB, ${here.system}`,
  `Node ${here.node}, SQLite ${here.sqlite}, a write of 4 KB is on disk after ${here.fsyncMicroseconds} µs`,
]);

/** Does one part in a folder of its own. */
async function inFolder<Value>(part: (data: string) => Promise<Value>): Promise<Value> {
  const { folder, remove } = freshFolder();
  try {
    return await part(folder);
  } finally {
    remove();
  }
}

if (only.has(1)) {
  figures.capture = await inFolder((data) => measureCapture({ data }, pace));
  say(captureLines('1  Capture on SQLite', figures.capture));
}
if (only.has(2)) {
  figures.reads = await inFolder((data) => measureReads({ data }, sizes, readSeconds));
  say(readLines('2  Screens on SQLite', figures.reads));
}
if (only.has(3)) {
  const { ticks, scans } = await inFolder((data) => measureTicks({ data }, sizes));
  Object.assign(figures, { ticks, scans });
  say(tickLines('3  Clock on SQLite', ticks, scans));
}
if (only.has(4)) {
  figures.weight = await measureWeight(quick ? 10 : 60, quick ? 4 : 8);
  say(weightLines('4  Weight', figures.weight));
}
if (only.has(5)) figures.postgres = await onPostgres();

/** Figure 5: the first three on PostgreSQL; the large size is left out, the ratio shows in the smaller ones. */
async function onPostgres() {
  const cluster = await postgresCluster({ durable: true });
  const shorter = { ...pace, rounds: quick ? 1 : 2 };
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  try {
    const version = String((await client.query('show server_version')).rows[0].server_version);
    const fresh = async (name: string) => {
      await client.query(`create database ${name}`);
      const url = new URL(cluster.url);
      url.pathname = name;
      return url.href;
    };
    const capture: Capture[] = [];
    for (const processes of [1, 2] as const) {
      const databaseUrl = await fresh(`capture_${processes}`);
      const got = await inFolder((data) => measureCapture({ data, databaseUrl }, shorter, processes));
      capture.push(got);
      const ratio = figures.capture ? `, ${(got.form / figures.capture.form).toFixed(2)} of SQLite` : '';
      say(
        captureLines(
          `5  Capture on PostgreSQL ${version}, ${processes === 1 ? 'one process' : 'web and clock apart'}${ratio}`,
          got,
        ),
      );
    }
    const some = sizes.slice(0, 2);
    const ofTicks = await fresh('ticks');
    const { ticks } = await inFolder((data) => measureTicks({ data, databaseUrl: ofTicks }, some));
    say(tickLines(`5  Clock on PostgreSQL ${version}`, ticks, []));
    const ofReads = await fresh('reads');
    const reads = await inFolder((data) => measureReads({ data, databaseUrl: ofReads }, some, readSeconds / 2));
    say(readLines(`5  Screens on PostgreSQL ${version}`, reads));
    return { version, capture, ticks, reads };
  } finally {
    await client.end();
    await cluster.stop();
  }
}

const file = values.json ?? path.join(import.meta.dirname, 'latest.json');
writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
console.log(JSON.stringify(figures));
const lost = [figures.capture, ...(figures.postgres?.capture ?? [])].reduce((sum, one) => sum + (one?.missing ?? 0), 0);
if (lost > 0) console.error(`${lost} enquiries were answered and are not there.`);
process.exitCode = lost > 0 ? 1 : 0;
