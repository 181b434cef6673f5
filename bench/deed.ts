import { receive } from '#work/arrivals/receive.ts';
import { freshFolder, furnish, openPlace } from './house.ts';
import { person } from './people.ts';
import type { Place } from './servers.ts';

/** How many enquiries a second the deed alone keeps, without HTTP around it, 64 at a time. For a profile: `node --cpu-prof bench/deed.ts`. */
async function deedsPerSecond(place: Place, seconds: number): Promise<number> {
  const { env, close } = await openPlace(place);
  let sent = 0;
  const started = performance.now();
  const one = async () => {
    while (performance.now() - started < seconds * 1000) {
      const { name, email, phone, message } = person(sent++);
      const body = new TextEncoder().encode(new URLSearchParams({ name, email, phone, message }).toString());
      const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: Date.now() };
      const [got] = await receive(env, 'website', raw, { acknowledge: true });
      if (got?.arrival.outcome !== 'lead') throw new Error(`not a lead: ${got?.arrival.reason}`);
    }
  };
  await Promise.all(Array.from({ length: 64 }, one));
  const perSecond = sent / ((performance.now() - started) / 1000);
  await close();
  return perSecond;
}

if (import.meta.main) {
  const { folder, remove } = freshFolder();
  const databaseUrl = process.env.DATABASE_URL;
  const place = databaseUrl ? { data: folder, databaseUrl } : { data: folder };
  await furnish(place);
  console.log(Math.round(await deedsPerSecond(place, Number(process.argv[2] ?? 5))));
  remove();
}
