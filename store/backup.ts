import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** What a backup says about itself; the last member of the tar, so one that was not finished has none. */
export type Manifest = {
  format: 1;
  /** Of the tables. */
  version: number;
  program: string;
  engine: 'sqlite' | 'postgres';
  madeAt: string;
  counts: Record<string, number>;
  /** Files that were already gone when they were to be copied. */
  missing: string[];
  /** SHA-256 in hex by member. */
  sha256: Record<string, string>;
};

/** A backup that cannot be used, in words; nothing was changed by looking at it. */
export class UnusableBackup extends Error {}

export type Add = (name: string, chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>) => Promise<void>;

const manifestName = 'manifest.json';
const memberName = /^(manifest\.json|tables\/[a-z_]{1,60}\.ndjson|files\/[0-9a-f]{64}|secret)$/;
const largestManifest = 200_000_000;

/**
 * Writes a tar. It gets its name once it is whole and on the disk: whatever goes wrong before, an earlier backup of that name stays.
 * `fill` adds the members and returns what the manifest says besides their hashes.
 */
export async function writeBackup(target: string, fill: (add: Add) => Promise<Omit<Manifest, 'sha256'>>): Promise<Manifest> {
  await mkdir(path.dirname(target), { recursive: true });
  const part = `${target}.${process.pid}.part`;
  const spool = `${part}.member`;
  const sha256: Record<string, string> = {};
  const tar = pack();
  const writing = pipeline(tar, createWriteStream(part, { mode: 0o600, flush: true }));
  writing.catch(() => {});
  // A member's size stands before it in a tar, so each is written aside first.
  const add: Add = async (name, chunks) => {
    const { size, hash } = await writeAside(spool, chunks);
    sha256[name] = hash;
    await Promise.race([pipeline(createReadStream(spool), tar.entry({ name, size, mode: 0o600 })), failureOf(writing)]);
  };
  try {
    const said = await fill(add);
    const manifest: Manifest = { ...said, sha256: { ...sha256 } };
    await add(manifestName, [`${JSON.stringify(manifest, null, 1)}\n`]);
    tar.finalize();
    await writing;
    await rename(part, target);
    await syncFolder(path.dirname(target));
    return manifest;
  } finally {
    tar.destroy();
    await writing.catch(() => {});
    await rm(spool, { force: true });
    await rm(part, { force: true });
  }
}

const failureOf = (writing: Promise<void>): Promise<void> => writing.then(() => new Promise(() => {}));

async function writeAside(spool: string, chunks: Parameters<Add>[1]): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    async function* () {
      for await (const chunk of chunks) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    },
    createWriteStream(spool, { mode: 0o600 }),
  );
  return { size, hash: hash.digest('hex') };
}

/** A new name is on the disk only once its folder is; Windows keeps folders itself and opens none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

type Member = { name: string; chunks: AsyncIterable<Uint8Array> };

/** The members in their order. `visit` reads each one to its end. Throws UnusableBackup for what is no tar of ours. */
export async function readBackup(file: string, visit: (member: Member) => Promise<void>): Promise<void> {
  const handle = await open(file, 'r');
  const tar = extract();
  const reading = pipeline(handle.createReadStream(), tar);
  reading.catch(() => {});
  let visiting = false;
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header;
      if (type !== 'file' || !memberName.test(name))
        throw new UnusableBackup(`${file} is no backup of Baton: it holds “${name}”.`);
      visiting = true;
      await visit({ name, chunks: entry as unknown as AsyncIterable<Uint8Array> });
      visiting = false;
    }
    await reading;
  } catch (error) {
    if (error instanceof UnusableBackup || (visiting && !isTarTrouble(error))) throw error;
    throw new UnusableBackup(`${file} is damaged, or no backup of Baton (${(error as Error).message}).`);
  } finally {
    tar.destroy();
  }
}

const isTarTrouble = (error: unknown) =>
  /^(Unexpected end of data|Invalid tar header|Writable stream closed prematurely|Premature close)/.test(
    (error as Error).message,
  );

/** Reads all of a backup and holds it against its manifest. Throws UnusableBackup where anything does not agree. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const hashes = new Map<string, string>();
  const lines = new Map<string, number>();
  let manifest: Manifest | undefined;
  await readBackup(file, async ({ name, chunks }) => {
    if (hashes.has(name)) throw new UnusableBackup(`${file} holds ${name} twice.`);
    const hash = createHash('sha256');
    const kept: Uint8Array[] = [];
    let count = 0;
    let size = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      if (name.startsWith('tables/')) count += newlines(chunk);
      if (name === manifestName && size <= largestManifest) kept.push(chunk);
    }
    hashes.set(name, hash.digest('hex'));
    lines.set(name, count);
    if (name === manifestName) manifest = readManifest(file, Buffer.concat(kept));
  });
  if (!manifest) throw new UnusableBackup(`${file} was not finished, or is no backup of Baton: its manifest is missing.`);
  hashes.delete(manifestName);
  for (const [name, hash] of Object.entries(manifest.sha256)) {
    if (hashes.get(name) !== hash)
      throw new UnusableBackup(`${file} is damaged: ${name} is ${hashes.has(name) ? 'not what was written' : 'missing'}.`);
    if (name.startsWith('files/') && name !== `files/${hash}`)
      throw new UnusableBackup(`${file} is damaged: ${name} holds something else.`);
    hashes.delete(name);
  }
  const [strange] = hashes.keys();
  if (strange) throw new UnusableBackup(`${file} was changed: nothing is said about ${strange}.`);
  for (const [table, count] of Object.entries(manifest.counts))
    if (lines.get(`tables/${table}.ndjson`) !== count)
      throw new UnusableBackup(`${file} is damaged: ${table} should hold ${count} rows.`);
  return manifest;
}

function newlines(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

function readManifest(file: string, bytes: Buffer): Manifest {
  try {
    const read = JSON.parse(bytes.toString('utf8')) as Manifest;
    if (read.format === 1 && Number.isInteger(read.version) && read.sha256 && read.counts) return read;
  } catch {
    throw new UnusableBackup(`${file} is damaged: its manifest cannot be read.`);
  }
  throw new UnusableBackup(`${file} was made by a newer Baton, or is no backup of Baton.`);
}

/** The lines of a member, without their ends. One line is held in memory at a time. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      begun.push(chunk.subarray(from, at));
      yield Buffer.concat(begun).toString('utf8');
      begun = [];
      from = at + 1;
    }
    if (from < chunk.length) begun.push(Buffer.from(chunk.subarray(from)));
  }
  if (begun.length > 0) yield Buffer.concat(begun).toString('utf8');
}
