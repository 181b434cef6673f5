import { envContext } from '#web/context.ts';
import { rawOf } from '#work/arrivals/raw-of.ts';
import { download } from '../api/download.ts';
import type { Route } from './+types/arrival-raw.ts';

/** An arrival as it came, byte for byte, only ever as a download. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const raw = await rawOf(context.get(envContext).read, params.id);
  return raw ? download(raw.bytes, `arrival-${params.id}`) : new Response('Nothing was kept of it.', { status: 404 });
}
