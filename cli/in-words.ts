import { SettingsProblem } from '#settings.ts';
import { Busy } from '#store/engine.ts';

type Known = { code?: unknown; errcode?: unknown; syscall?: unknown; path?: unknown; port?: unknown; address?: unknown };

/** Result codes of SQLite (sqlite.org/rescode.html), the low byte. */
const sqlite: Record<number, string> = {
  5: 'The database is held by another program. Please try again in a moment.',
  6: 'The database is held by another program. Please try again in a moment.',
  8: 'Baton may not write to its database. Look at who owns the folder of BATON_DATA.',
  10: 'The disk does not read or write properly. bin/baton doctor says more.',
  11: 'The database is damaged. bin/baton restore brings back a backup.',
  13: 'The disk is full.',
  14: 'The database cannot be opened. Look at BATON_DATA and who owns that folder.',
  26: 'The file baton.db is no database. bin/baton restore brings back a backup.',
};

const byCode: Record<string, string> = {
  ENOSPC: 'The disk is full.',
  ECONNREFUSED: 'The PostgreSQL server of DATABASE_URL does not answer.',
  ENOTFOUND: 'The PostgreSQL server of DATABASE_URL cannot be found.',
  EAI_AGAIN: 'The PostgreSQL server of DATABASE_URL cannot be found.',
  ETIMEDOUT: 'The PostgreSQL server of DATABASE_URL does not answer.',
  '28P01': 'The PostgreSQL server does not take the user or the password of DATABASE_URL.',
  '28000': 'The PostgreSQL server does not take the user or the password of DATABASE_URL.',
  '3D000': 'The PostgreSQL server has no database of the name in DATABASE_URL. Make it with: createdb NAME',
  '57P03': 'The PostgreSQL server is starting. Please try again in a moment.',
};

/** What went wrong, as one plain sentence. Nothing of DATABASE_URL or of a password is repeated. */
export function inWords(error: unknown): string {
  const known = (error ?? {}) as Known;
  if (error instanceof SettingsProblem) return `Some settings cannot be used.\n${error.message}`;
  if (error instanceof Busy)
    return `Nothing was changed: ${error.cause ? inWords(error.cause).replace(/^The\b/, 'the') : `${error.message}.`}`;
  if (known.syscall === 'listen') return listening(known);
  if (typeof known.errcode === 'number' && sqlite[known.errcode & 0xff]) return sqlite[known.errcode & 0xff]!;
  const code = String(known.code);
  if (/^(EACCES|EPERM|EROFS)$/.test(code))
    return `Baton may not write to ${known.path ?? 'its folder'}. Look at BATON_DATA and who owns that folder.`;
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return fileTrouble(code, String(known.path ?? 'the file'));
  return byCode[code] ?? (error instanceof Error && error.message ? error.message : String(error));
}

function listening({ code, port, address }: Known): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Stop that one, or choose another port with PORT.`;
  if (code === 'EACCES') return `Baton may not listen on port ${port}. Choose one from 1024 on with PORT.`;
  return `Baton cannot listen on ${address ?? 'that address'}. Look at HOST.`;
}

function fileTrouble(code: string, path: string): string {
  if (code === 'ENOENT') return `There is no ${path}.`;
  if (code === 'EISDIR') return `${path} is a folder.`;
  if (code === 'ENOTDIR') return `${path} cannot be a file there.`;
  return `${path} cannot be read.`;
}
