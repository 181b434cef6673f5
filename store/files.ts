import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/** Photos and attachments, kept beside the database under the SHA-256 of what they hold. */
export type Files = {
  /** On disk when it returns; the same bytes twice are one file. Returns the SHA-256 in hex. */
  keep(bytes: Uint8Array): Promise<string>;
  read(sha256: string): Promise<Uint8Array>;
  drop(sha256: string): Promise<void>;
};

/** A new name is on the disk only once its folder is; Windows keeps folders itself and opens none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeThrough(place: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(place, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files by the SHA-256 of their content, in folders of two digits. A file that is kept is on disk, whole, before `keep` resolves. */
export function filesIn(folder: string): Files {
  const placeOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the name of a file');
    return path.join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const place = placeOf(sha256);
      if (existsSync(place)) return sha256;
      const made = mkdirSync(path.dirname(place), { recursive: true });
      const unfinished = `${place}.${process.pid}.${performance.now()}`;
      try {
        await writeThrough(unfinished, bytes);
        await rename(unfinished, place);
      } catch (error) {
        await unlink(unfinished).catch(() => {});
        throw error;
      }
      await syncFolder(path.dirname(place));
      // A folder that is new is on the disk once the one above it is.
      if (made)
        for (let above = path.dirname(place); above.length >= made.length; above = path.dirname(above))
          await syncFolder(path.dirname(above));
      return sha256;
    },
    read: (sha256) => readFile(placeOf(sha256)),
    drop: (sha256) => unlink(placeOf(sha256)).catch(() => {}),
  };
}
