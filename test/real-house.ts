import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { readSettings } from '#settings.ts';
import { type House, openHouse } from '#start.ts';
import { addKey } from '#work/people/add-key.ts';
import { addMember } from '#work/people/add-member.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { type Customers, customers } from './customers.ts';
import { freePort } from './free-port.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { type Program, type ProgramOptions, startProgram } from './program.ts';
import { seededRandom } from './seeded-random.ts';

const secret = 'a secret that only the tests know, long enough';
const members = 10;

/** A team with a mail server, a data folder and customers, on which the real program is run, killed and run again. */
export type RealHouse = {
  environment: Record<string, string>;
  port: number;
  data: string;
  mail: MailServer;
  people: Customers;
  /** From 0 to 1; the same for the same seed. */
  chance: () => number;
  /** The ids of Ana, who is admin, and of nine members. */
  members: string[];
  key: string;
  /** Starts the program; nothing of it is left when the test is over. */
  start(options?: Partial<ProgramOptions>): Program;
  /** The house in this process, where no server runs or beside it; `later` milliseconds from now. */
  inside<T>(deed: (house: House) => Promise<T>, later?: () => number): Promise<T>;
};

/** Real time decides where a kill falls; the seed, told so that it can be repeated, decides everything else. */
export async function realHouse(t: TestContext, databaseUrl?: string): Promise<RealHouse> {
  const seed = Number(process.env.BATON_TEST_SEED) || Math.floor(Math.random() * 1e9);
  t.diagnostic(`BATON_TEST_SEED=${seed} repeats the choices`);
  const bytes = seededRandom(seed);
  const chance = () => Buffer.from(bytes(4)).readUInt32LE() / 2 ** 32;
  const data = mkdtempSync(path.join(tmpdir(), 'baton-real-'));
  const mail = await startMailServer();
  const port = await freePort();
  const environment: Record<string, string> = {
    BATON_DATA: data,
    BATON_SECRET: secret,
    BATON_PROXY: '127.0.0.1',
    MAIL_FROM: 'hello@harbourplumbing.example',
    SMTP_URL: mail.url,
    PORT: String(port),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const running = new Set<Program>();
  t.after(async () => {
    await Promise.all([...running].map((program) => program.end('SIGKILL')));
    await mail.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  });
  const inside: RealHouse['inside'] = async (deed, later = () => 0) => {
    const settings = readSettings({ ...environment, LOG_LEVEL: 'silent' });
    const house = await openHouse(settings, { now: () => Date.now() + later() });
    try {
      return await deed(house);
    } finally {
      await house.close();
    }
  };
  return {
    environment,
    port,
    data,
    mail,
    chance,
    ...(await furnished()),
    start(options = {}) {
      const program = startProgram({ environment, ...options });
      running.add(program);
      void program.ended.then(() => running.delete(program));
      return program;
    },
    inside,
  };

  async function furnished() {
    const { key, members } = await inside(furnish);
    return { key, members, people: customers({ key, secret, chance }) };
  }
}

/** Open at every hour, so that the time at which the test runs makes no difference. */
async function furnish({ env, store }: House): Promise<{ key: string; members: string[] }> {
  await store.migrate();
  const allDay = [{ from: '00:00', until: '24:00' }];
  const week = { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay };
  const { memberId } = await setUpTeam(env, {
    team: 'Harbour Plumbing',
    country: 'GB',
    zone: 'Europe/London',
    name: 'Ana Reyes',
    email: 'ana@harbourplumbing.example',
    hours: { week, seasons: [] },
  });
  await env.write(({ db }) => db.updateTable('closed_days').set({ body: '[]' }).execute());
  const all = [memberId];
  for (let n = 1; n < members; n++) {
    const asked = { name: `Member ${n}`, email: `member${n}@harbourplumbing.example`, role: 'member' as const };
    all.push((await addMember(env, asked, memberId)).member.id);
  }
  const { token } = await addKey(env, { email: 'member1@harbourplumbing.example', scopes: ['read', 'write'] });
  return { key: token, members: all };
}
