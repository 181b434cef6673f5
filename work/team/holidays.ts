import { Worker } from 'node:worker_threads';
import type { ClosedDay } from '#domain/opening-hours.ts';

/** The public holidays of a country, or of one of its regions. `regions` are those that it has, if any. */
export type Calendar = { days: ClosedDay[]; regions: { value: string; words: string }[] };

/**
 * The public holidays of a country or a region for `year`, the one before and two more; '' is the whole country. They are worked out in a worker
 * that ends at once, because the library keeps 36 MB of memory; what is stored is the days. An unknown country has none.
 */
export function holidaysOf(asked: { country: string; region?: string; locale: string; year: number }): Promise<Calendar> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./holidays-worker.ts', import.meta.url), { workerData: { region: '', ...asked } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
