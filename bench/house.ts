import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings } from '#settings.ts';
import { type House, openHouse, type World } from '#start.ts';
import { findMemberByEmail } from '#store/members.ts';
import { addKey } from '#work/people/add-key.ts';
import { newToken, startSession } from '#work/people/session.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import type { Place } from './servers.ts';

/** A folder of its own, gone with `remove`. */
export function freshFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export const openPlace = (place: Place, world: World = {}): Promise<House> =>
  openHouse(
    readSettings({
      BATON_DATA: place.data,
      LOG_LEVEL: 'error',
      ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
    }),
    world,
  );

const email = 'ana@harbourplumbing.example';

/** Makes the tables and the team. Returns a key that may read and write. */
export async function furnish(place: Place, world: World = {}): Promise<string> {
  const house = await openPlace(place, world);
  try {
    await house.store.migrate();
    await setUpTeam(house.env, { team: 'Harbour Plumbing', country: 'GB', zone: 'Europe/London', name: 'Ana Reyes', email });
    const { token } = await addKey(house.env, { email, scopes: ['read', 'write'] });
    return token;
  } finally {
    await house.close();
  }
}

/** Gives the cookie of the team's admin. */
export async function signIn({ env }: House): Promise<string> {
  const { id: memberId } = (await findMemberByEmail(env.read, email))!;
  const token = newToken(env.random);
  const caller = { address: '127.0.0.1', userAgent: null };
  const { cookie } = await env.write((tx) => startSession(env, tx, { token, memberId, caller }));
  return cookie.split(';', 1)[0]!;
}
