// npm test [-- FILTER… | --only lint|unit|journeys]: everything that can be checked, in order, and a summary that names what could not.
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PostgresCluster, postgresCluster } from '#test/postgres-cluster.ts';
import { findChromium } from './find-chromium.ts';

type Outcome = { name: string; result: 'passed' | 'FAILED' | 'DID NOT RUN'; seconds: number; note?: string };
type Part = 'lint' | 'unit' | 'journeys';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules');
const parts: Part[] = ['lint', 'unit', 'journeys'];

async function test(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { only: { type: 'string' } } });
  if (values.only !== undefined && !parts.includes(values.only as Part)) return refuse('--only takes lint, unit or journeys.');
  const wants = (part: Part) => (values.only === undefined ? part !== 'lint' || positionals.length === 0 : values.only === part);
  const files = testFiles(positionals);
  const unit = wants('unit') ? files.filter((file) => !isJourney(file)) : [];
  const journeys = wants('journeys') ? files.filter(isJourney) : [];
  if (positionals.length > 0 && unit.length + journeys.length === 0)
    return refuse(`No test file has ${positionals.join(' or ')} in its path.`);

  const outcomes: Outcome[] = [];
  if (wants('lint')) outcomes.push(...(await lint()));
  const { environment, missing, stop } = await surroundings(unit, journeys);
  outcomes.push(...missing);
  try {
    if (unit.length > 0) outcomes.push(await nodeTest('Tests', unit, environment));
    if (journeys.length > 0 && environment.BATON_TEST_CHROMIUM) outcomes.push(await nodeTest('Journeys', journeys, environment));
  } finally {
    await stop();
  }
  return summary(outcomes);
}

function testFiles(filters: string[]): string[] {
  const files = globSync('**/*.test.ts', {
    cwd: root,
    exclude: (path) => /(^|[/\\])(node_modules|build|data|\.git)$/.test(path),
  });
  const paths = files.map((file) => file.replaceAll('\\', '/')).sort();
  return filters.length === 0
    ? paths
    : paths.filter((path) => filters.some((filter) => path.includes(filter.replace(/^\.\//, ''))));
}

function isJourney(file: string): boolean {
  return file.startsWith('test/journeys/');
}

async function lint(): Promise<Outcome[]> {
  return [
    await step('Lockfile', [join(root, 'scripts/check-lock.mjs')]),
    await step('Style', [join(bin, '@biomejs/biome/bin/biome'), 'check', '.']),
    // The screens' own types are made from their routes.
    await step('Route types', [join(bin, '@react-router/dev/bin.cjs'), 'typegen']),
    await step('Types', [join(bin, 'typescript/bin/tsc')]),
  ];
}

function nodeTest(name: string, files: string[], environment: Record<string, string>): Promise<Outcome> {
  // A journey is a browser, a server and a test at once: side by side they would wait for one another.
  const concurrency = name === 'Journeys' ? 1 : Math.min(2, availableParallelism());
  // Five minutes for one test file is far too long; it is there so that one that hangs is named.
  const flags = ['--test', '--test-reporter=spec', `--test-concurrency=${concurrency}`, '--test-timeout=300000'];
  return step(name, [...flags, ...files], environment);
}

/** What the tests need around them. What cannot be had is an outcome of its own, and the rest runs all the same. */
async function surroundings(unit: string[], journeys: string[]) {
  const environment: Record<string, string> = {};
  const missing: Outcome[] = [];
  let cluster: PostgresCluster | undefined;
  const attempt = async (name: string, get: () => Promise<void> | void) => {
    const begun = performance.now();
    try {
      await get();
    } catch (error) {
      missing.push({ name, result: 'DID NOT RUN', seconds: since(begun), note: (error as Error).message });
    }
  };
  // The pure floors have no use for a database.
  if (journeys.length > 0 || unit.some((file) => !/^(domain|channels)\//.test(file))) {
    await attempt('On PostgreSQL', async () => {
      cluster = await postgresCluster();
      environment.BATON_TEST_PG = cluster.url;
    });
  }
  if (journeys.length > 0) {
    await attempt('Journeys', () => {
      environment.BATON_TEST_CHROMIUM = findChromium(heading);
    });
  }
  return { environment, missing, stop: async () => cluster?.stop() };
}

async function step(name: string, args: string[], environment: Record<string, string> = {}): Promise<Outcome> {
  heading(name);
  const begun = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  const code = await ended(child);
  return { name, result: code === 0 ? 'passed' : 'FAILED', seconds: since(begun) };
}

function ended(child: ChildProcess): Promise<number | null> {
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.exit(1);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code);
    });
  });
}

function summary(outcomes: Outcome[]): number {
  heading('Summary');
  for (const { name, result, seconds, note } of outcomes) {
    console.log(`${name.padEnd(15)} ${result.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s${note ? `   ${note}` : ''}`);
  }
  const failed = outcomes.filter(({ result }) => result === 'FAILED');
  const missing = outcomes.filter(({ result }) => result === 'DID NOT RUN');
  const excused = process.env.CI !== 'true' && process.env.BATON_TEST_ALLOW_MISSING === '1';
  if (missing.length > 0) {
    console.log(`\nNOT EVERYTHING COULD RUN: ${missing.map(({ name }) => name).join(', ')}.`);
    console.log(excused ? 'That is allowed here by BATON_TEST_ALLOW_MISSING=1.' : 'So this run counts as failed.');
  }
  return failed.length > 0 || (missing.length > 0 && !excused) ? 1 : 0;
}

function heading(line: string) {
  console.log(`\n== ${line}`);
}

function since(begun: number): number {
  return (performance.now() - begun) / 1000;
}

function refuse(sentence: string): number {
  console.error(sentence);
  return 2;
}

process.exitCode = await test(process.argv.slice(2));
