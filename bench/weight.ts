import { readFileSync } from 'node:fs';
import { type FirstLoad, measureFirstLoad } from './first-load.ts';
import { freshFolder, furnish, openPlace, signIn } from './house.ts';
import { load } from './load.ts';
import { median } from './median.ts';
import { type Place, startProgram } from './servers.ts';

export type Weight = {
  restMb: number;
  restAfterSeconds: number;
  underLoadMb: number;
  afterLoadMb: number;
  upMs: number;
  pageMs: number;
  screens: Record<string, FirstLoad>;
};

const starts = 5;

/** Opened as the team's admin, but for the form. */
const screens = {
  today: '/',
  table: '/leads',
  lead: '/leads/1001',
  log: '/log',
  settings: '/settings',
  form: '/f/website',
};

/**
 * Figure 4: resident memory, milliseconds from the start of the process to /up and to the first page (the median of five starts),
 * and what each screen sends at first.
 */
export async function measureWeight(waitSeconds: number, loadSeconds: number): Promise<Weight> {
  const { folder, remove } = freshFolder();
  const place = { data: folder };
  const key = await furnish(place);
  try {
    const times: { up: number; page: number }[] = [];
    for (let n = 0; n < starts; n++) {
      const program = await startProgram(place);
      times.push({ up: program.upAfter, page: program.pageAfter });
      await program.stop();
    }
    const program = await startProgram(place);
    await pause(waitSeconds);
    const restMb = residentMb(program.pid);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, residentMb(program.pid));
    }, 100);
    for (const [place, target] of (['form', 'api'] as const).entries())
      await load({ port: program.port, target, key, connections: 64, from: place * 1_000_000, seconds: loadSeconds / 2 });
    clearInterval(watch);
    await pause(2);
    const afterLoadMb = residentMb(program.pid);
    const sent = await firstLoads(place, program.port);
    await program.stop();
    return {
      restMb,
      restAfterSeconds: waitSeconds,
      underLoadMb: most,
      afterLoadMb,
      upMs: median(times.map(({ up }) => up)),
      pageMs: median(times.map(({ page }) => page)),
      screens: sent,
    };
  } finally {
    remove();
  }
}

async function firstLoads(place: Place, port: number): Promise<Record<string, FirstLoad>> {
  const house = await openPlace(place);
  const cookie = await signIn(house);
  await house.close();
  const loads: Record<string, FirstLoad> = {};
  for (const [name, path] of Object.entries(screens))
    loads[name] = await measureFirstLoad(`http://127.0.0.1:${port}`, path, cookie);
  return loads;
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/** VmRSS as Linux tells it, MB of a million bytes; elsewhere not a number. */
function residentMb(pid: number): number {
  try {
    return (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
  } catch {
    return Number.NaN;
  }
}
