import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { SendError } from '#domain/send-error.ts';
import type { Letter, Sent } from '../channel.ts';
import { compose } from './compose.ts';

type KeptOptions = {
  /** The folder for letters that wait for a person to send them; made if it is not there. */
  folder: string;
  /** Milliseconds UTC, for the Date of a letter and its file name. */
  now: () => number;
};

/**
 * Without a mail server, letters are kept as .eml files that any mail program opens. One file per Message-ID: keeping the same
 * letter again, also after being killed half-way, leaves one. Throws SendError.
 */
export function letterKeeper({ folder, now }: KeptOptions) {
  const underWay = new Map<string, Promise<Sent>>();
  const kept = keptBefore(folder);
  const settle = together(() => settleFolder(folder));

  async function keep(letter: Letter, name: string): Promise<Sent> {
    const at = now();
    const { bytes } = await compose(letter, at);
    try {
      const there = await kept.find(name);
      if (there) return { state: 'kept', where: there };
      const where = join(folder, `${new Date(at).toISOString().replace(/\.\d+|[-:]/g, '')}-${name}.eml`);
      const unfinished = join(folder, `${name}.part`);
      await writeThrough(unfinished, bytes);
      await rename(unfinished, where);
      await settle();
      kept.add(name, where);
      return { state: 'kept', where };
    } catch (trouble) {
      kept.lookAgain();
      throw new SendError('passing', unkept((trouble as NodeJS.ErrnoException).code));
    }
  }

  return (letter: Letter, signal: AbortSignal): Promise<Sent> => {
    if (signal.aborted) return Promise.reject(new SendError('passing', 'Keeping the message was stopped before it was written.'));
    const name = createHash('sha256').update(letter.messageId).digest('hex').slice(0, 24);
    const keeping = underWay.get(name) ?? keep(letter, name).finally(() => underWay.delete(name));
    underWay.set(name, keeping);
    return keeping;
  };
}

/** So many of the last letters are known by name: one that is kept again was kept just before the process was killed. */
const most = 10_000;

/** Where the last letters are. The folder is made and read once: with every letter it would cost more the more there are. */
function keptBefore(folder: string) {
  let reading: Promise<Map<string, string>> | undefined;
  let places = new Map<string, string>();
  async function read(): Promise<Map<string, string>> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const files = (await readdir(folder)).filter((file) => file.endsWith('.eml')).sort();
    return new Map(files.slice(-most).map((file) => [file.slice(file.lastIndexOf('-') + 1, -'.eml'.length), join(folder, file)]));
  }
  return {
    async find(name: string): Promise<string | undefined> {
      reading ??= read().catch((trouble) => {
        reading = undefined;
        throw trouble;
      });
      places = await reading;
      const where = places.get(name);
      // Whoever sent it may have taken it away.
      return (
        where &&
        (await access(where).then(
          () => where,
          () => undefined,
        ))
      );
    },
    /** Perhaps the folder is not there any more. */
    lookAgain(): void {
      reading = undefined;
    },
    add(name: string, where: string): void {
      places.set(name, where);
      if (places.size > most) places.delete(places.keys().next().value!);
    },
  };
}

/** Runs a deed once for all who ask for it before it begins; whoever comes while it runs waits for the next. */
function together(deed: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        running = next!;
        next = undefined;
        return deed();
      });
    return next;
  };
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is on the disk only once its folder is; Windows keeps folders itself and opens none. */
async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function unkept(code: string | undefined): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The message could not be kept: the disk is full.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'The message could not be kept: Baton may not write to its folder for outgoing mail.';
  return 'The message could not be kept in the folder for outgoing mail.';
}
