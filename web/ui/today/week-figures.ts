import { saySpan } from '#domain/say-time.ts';
import { weekOf } from '#domain/week.ts';
import type { Db } from '#store/engine.ts';
import { openInStages, weekFigures } from '#store/read-figures.ts';
import type { Standard } from '#store/standard.ts';

/** One figure with the list behind it. */
export type Figure = { figure: string; words: string; href: string | null };

/** This week so far, each count with the rows that it counts. */
export async function weekCard(db: Db, { timetable, stages }: Standard, now: number): Promise<Figure[]> {
  const { starts } = weekOf(now, timetable);
  const since = timetable.dayOf(starts);
  const proposals = stages.filter(({ kind }) => kind === 'proposal').map(({ key }) => key);
  const [{ came, inTime, decided, answered }, out] = await Promise.all([
    weekFigures(db, starts, now),
    openInStages(db, proposals),
  ]);
  const figures: Figure[] = [];
  if (came > 0) {
    figures.push({ figure: String(came), words: came === 1 ? 'enquiry' : 'enquiries', href: `/leads?since=${since}` });
    const open = answered.map(({ from, until }) => timetable.openTimeBetween(from, until)).sort((a, b) => a - b);
    if (open.length > 0) figures.push({ figure: brief(median(open)), words: 'median answer', href: null });
    if (decided > 0)
      figures.push({ figure: `${inTime} of ${decided}`, words: 'in time', href: `/leads?since=${since}&answered=in-time` });
  }
  if (out > 0)
    figures.push({ figure: String(out), words: out === 1 ? 'quote out' : 'quotes out', href: '/leads?stage=proposals' });
  return figures;
}

const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Open time is meant, so a quick answer out of hours took none. */
const brief = (ms: number): string => (ms < 60_000 ? 'at once' : saySpan(ms));
