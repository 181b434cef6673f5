import type { Settings } from '#settings.ts';
import type { Store } from '#store/engine.ts';
import { newest } from '#store/migrations.ts';
import { readStandard } from '#store/standard.ts';
import { Refusal } from '#work/refusal.ts';
import type { Desk, House } from './command.ts';

/** Opens the house for one command, also beside a running server, and closes it again. */
export async function withHouse<T>({ hands }: Desk, deed: (house: House, settings: Settings) => Promise<T>): Promise<T> {
  const settings = hands.beside();
  const house = await hands.open({ ...settings, logLevel: settings.logLevel === 'info' ? 'warn' : settings.logLevel });
  try {
    await readyTables(house.store);
    return await deed(house, settings);
  } finally {
    await house.close();
  }
}

/** The same for what there is only with a team: in a wrong folder nothing would be listed, or backed up, without a word. */
export const withTeam: typeof withHouse = (desk, deed) =>
  withHouse(desk, async (house, settings) => {
    await readStandard(house.env.read);
    return deed(house, settings);
  });

/** Where nothing is yet, a command may make the tables; what holds something is the server's to change. */
async function readyTables(store: Store): Promise<void> {
  const version = await store.version();
  if (version === 0) return store.migrate();
  if (version < newest)
    throw new Refusal(409, 'The database is older than this program. Start Baton once, it brings the database up to date.');
  if (version > newest) throw new Refusal(409, 'The database was written by a newer Baton. Use the newer program.');
}
