import { readFileSync } from 'node:fs';
import { freshFolder, furnish } from './house.ts';
import { load } from './load.ts';
import { median } from './median.ts';
import { startProgram } from './servers.ts';

export type Weight = {
  restMb: number;
  restAfterSeconds: number;
  underLoadMb: number;
  afterLoadMb: number;
  upMs: number;
  pageMs: number;
};

const starts = 5;

/** Figure 4: resident memory, and milliseconds from the start of the process to /up and to the first page (the median of five starts). */
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
    await program.stop();
    return {
      restMb,
      restAfterSeconds: waitSeconds,
      underLoadMb: most,
      afterLoadMb,
      upMs: median(times.map(({ up }) => up)),
      pageMs: median(times.map(({ page }) => page)),
    };
  } finally {
    remove();
  }
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
