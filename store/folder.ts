import { existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

type FolderLook = { exists: false; canBeMade: boolean } | { exists: true; writable: boolean; freeBytes: number };

/** Whether a folder is there and takes a file, and how much room is left on its disk; for one that is not there, whether it can be made. */
export async function lookAtFolder(folder: string): Promise<FolderLook> {
  if (!existsSync(folder)) {
    const above = await lookAtFolder(path.dirname(path.resolve(folder)));
    return { exists: false, canBeMade: above.exists ? above.writable : above.canBeMade };
  }
  const { bavail, bsize } = await statfs(folder);
  const trial = path.join(folder, `.trial-${process.pid}`);
  try {
    const handle = await open(trial, 'w', 0o600);
    await handle.close();
    return { exists: true, writable: true, freeBytes: bavail * bsize };
  } catch {
    return { exists: true, writable: false, freeBytes: bavail * bsize };
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}

/** Makes a folder and those above it, where they are missing. Step by step, because Node's own way never ends under /proc. */
export function makeFolder(folder: string): void {
  const place = path.resolve(folder);
  if (existsSync(place)) {
    if (!statSync(place).isDirectory()) throw new Error(`${place} is a file. Choose a folder with BATON_DATA.`);
    return;
  }
  makeFolder(path.dirname(place));
  try {
    mkdirSync(place);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') throw new Error(`${place} cannot be made. Choose another folder with BATON_DATA.`);
    // Another process was quicker.
    if (code !== 'EEXIST') throw error;
  }
}

export const isThere = (...parts: string[]): boolean => existsSync(path.join(...parts));

/** Keeps the last `most` of the files whose names match, in the order of their names, and removes what an unfinished one left. */
export async function keepNewest(folder: string, name: RegExp, most: number): Promise<void> {
  const all = await readdir(folder);
  const whole = all.filter((one) => name.test(one)).sort();
  const unfinished = all.filter((one) => /\.part(\.member)?$/.test(one) && name.test(one.replace(/\.\d+\.part(\.member)?$/, '')));
  for (const old of [...whole.slice(0, Math.max(0, whole.length - most)), ...unfinished])
    await rm(path.join(folder, old), { force: true });
}

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
