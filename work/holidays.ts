import { Worker } from 'node:worker_threads';
import type { ClosedDay } from '#domain/opening-hours.ts';

/**
 * The public holidays of a country for three years from `year`. They are worked out in a worker that ends at once, because the
 * library keeps 36 MB of memory; what is stored is the days. An unknown country has none.
 */
export function holidaysFor(country: string, locale: string, year: number): Promise<ClosedDay[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./holidays-worker.ts', import.meta.url), { workerData: { country, locale, year } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
