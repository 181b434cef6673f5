import { readStandard } from '#store/standard.ts';
import { envContext } from '#web/context.ts';
import { looksLike } from '../ui/log/looks-like.ts';
import { sayerOf } from '../ui/sayer-of.ts';
import type { Route } from './+types/log-look.ts';

/** Whom somebody may mean, while they type. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { read, now } = context.get(envContext);
  const typed = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200);
  const standard = await readStandard(read);
  const found = typed.trim() === '' ? null : await looksLike(read, standard, typed, sayerOf(standard), now());
  return Response.json({ found }, { headers: { 'cache-control': 'private, no-store' } });
}
