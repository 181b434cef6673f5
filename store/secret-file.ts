import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Keeps a secret in the data folder in place of another one, which stays beside it. Returns false where it is the same already. */
export async function keepSecret(folder: string, secret: string): Promise<boolean> {
  const place = path.join(folder, 'secret');
  const there = await readFile(place, 'utf8').catch(() => '');
  if (there.trim() === secret) return false;
  await mkdir(folder, { recursive: true });
  const fresh = `${place}.restoring`;
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(`${secret}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (there) await rename(place, `${place}.before-restore`);
  await rename(fresh, place);
  return true;
}
