import { findFile } from '#store/read-lead.ts';
import { envContext } from '#web/context.ts';
import { download } from '../api/download.ts';
import type { Route } from './+types/file.ts';

/** A photo or an attachment, only ever as a download. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { read, files } = context.get(envContext);
  const file = await findFile(read, params.id);
  if (!file) return new Response('There is no such file.', { status: 404 });
  return download(await files.read(file.sha256), file.name);
}
