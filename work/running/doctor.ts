import path from 'node:path';
import { findChore } from '#store/chores.ts';
import { countUnsent, readCounts } from '#store/counts.ts';
import type { Store } from '#store/engine.ts';
import { isThere, lookAtFolder } from '#store/folder.ts';
import { newest } from '#store/migrations.ts';
import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { greetMailServer } from '../letters/greet-mail-server.ts';
import { nightlyBackup } from './back-up-nightly.ts';

/** One thing looked at; `cure` is there where something should be done. */
export type Check = { name: string; state: 'ok' | 'attention' | 'bad'; says: string; cure?: string };

type Settings = Omit<Env['settings'], 'secret'> & { secret?: string | undefined };

type Patient = {
  settings: Settings;
  open(): Promise<{ env: Env; store: Store; close(): Promise<void> }>;
  /** An error as a plain sentence without secrets. */
  inWords(error: unknown): string;
};

const oldestNode = 26;
const megabyte = 1_000_000;
const minute = 60_000;
const day = 24 * 60 * minute;

/** Looks at everything Baton stands on. Changes nothing, prints no secret. */
export async function doctor(patient: Patient): Promise<Check[]> {
  const { settings } = patient;
  return [
    nodeCheck(),
    zoneCheck(),
    await folderCheck(settings.data),
    addressCheck(settings.url),
    await mailCheck(settings.smtpUrl),
    ...(await databaseChecks(patient)),
  ];
}

const ok = (name: string, says: string): Check => ({ name, state: 'ok', says });
const attention = (name: string, says: string, cure: string): Check => ({ name, state: 'attention', says, cure });
const bad = (name: string, says: string, cure: string): Check => ({ name, state: 'bad', says, cure });

function nodeCheck(): Check {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= oldestNode) return ok('Node', `Version ${node}.`);
  return bad('Node', `Version ${node} is too old.`, `Start Baton by bin/baton or npm start, which bring Node ${oldestNode}.`);
}

/** London is an hour ahead in summer and not in winter; a Node without its time zones does not know. */
function zoneCheck(): Check {
  const hourIn = (month: number) =>
    Temporal.Instant.fromEpochMilliseconds(Date.UTC(2026, month, 1, 12)).toZonedDateTimeISO('Europe/London').hour;
  if (hourIn(0) === 12 && hourIn(6) === 13) return ok('Time zones', `Data of ${process.versions.tz ?? 'the system'}.`);
  return bad('Time zones', 'This Node does not know the time zones.', 'Use the Node that comes with Baton: bin/baton.');
}

async function folderCheck(folder: string): Promise<Check> {
  const name = 'Data folder';
  const seen = await lookAtFolder(folder);
  if (!seen.exists && !seen.canBeMade)
    return bad(name, `${folder} is not there and cannot be made.`, 'Make the folder, or choose another with BATON_DATA.');
  if (!seen.exists) return attention(name, `${folder} is not there yet.`, 'The first start makes it.');
  if (!seen.writable)
    return bad(
      name,
      `${folder} cannot be written.`,
      'Give the folder to the user that runs Baton, or choose another with BATON_DATA.',
    );
  const free = `${Math.round(seen.freeBytes / megabyte).toLocaleString('en-GB')} MB free.`;
  if (seen.freeBytes < 100 * megabyte)
    return bad(name, `${folder}: ${free}`, 'Make room on this disk. Enquiries cannot be kept on a full one.');
  if (seen.freeBytes < 1000 * megabyte) return attention(name, `${folder}: ${free}`, 'Make room on this disk soon.');
  return ok(name, `${folder}: ${free}`);
}

function addressCheck(address: string): Check {
  const url = new URL(address);
  if (url.protocol === 'https:') return ok('Address', `${address}`);
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    return attention(
      'Address',
      `${address}: only this computer can reach Baton.`,
      'Set BATON_URL to the https address that customers and the team use.',
    );
  return attention('Address', `${address} is not encrypted.`, 'Put Baton behind https and set BATON_URL to that address.');
}

async function mailCheck(smtpUrl: string | undefined): Promise<Check> {
  if (!smtpUrl) return attention('Mail', 'No mail server is set: mail is kept, not sent.', 'Set SMTP_URL.');
  const trouble = await greetMailServer(smtpUrl);
  if (!trouble) return ok('Mail', 'The mail server answers.');
  return bad(
    'Mail',
    `${trouble}.`,
    'Look at SMTP_URL, and whether this network lets mail out. Letters wait in the outbox meanwhile.',
  );
}

async function databaseChecks({ settings, open, inWords }: Patient): Promise<Check[]> {
  const name = 'Database';
  const file = path.join(settings.data, 'baton.db');
  if (!settings.databaseUrl && !isThere(file))
    return [attention(name, 'There is none yet.', 'Start Baton, or set it up with: bin/baton setup')];
  const secret = secretCheck(settings);
  try {
    const trouble = settings.databaseUrl ? null : (await import('#store/sqlite.ts')).quickCheck(file);
    if (trouble)
      return [
        bad(
          name,
          `The file is damaged: ${trouble}`,
          'Stop Baton and bring back the newest backup: bin/baton restore --replace FILE',
        ),
        secret,
      ];
    const house = await open();
    try {
      return [ok(name, await engineOf(house.store)), secret, ...(await tableChecks(house))];
    } finally {
      await house.close();
    }
  } catch (error) {
    return [
      bad(name, inWords(error), settings.databaseUrl ? 'Look at DATABASE_URL and at the PostgreSQL server.' : `Look at ${file}.`),
      secret,
    ];
  }
}

async function engineOf(store: Store): Promise<string> {
  if (store.kind === 'sqlite') return 'SQLite, and the file is sound.';
  return `${await (await import('#store/postgres.ts')).serverVersion(store.read)} answers.`;
}

function secretCheck({ secret, data }: Settings): Check {
  if (secret) return ok('Secret', 'BATON_SECRET is set.');
  if (isThere(data, 'secret')) return ok('Secret', 'It is kept in the data folder.');
  return attention(
    'Secret',
    'There is none yet.',
    'The next start makes one. If links were sent before, bring back the old one as BATON_SECRET.',
  );
}

async function tableChecks({ env, store }: { env: Env; store: Store }): Promise<Check[]> {
  const version = await store.version();
  if (version === 0) return [attention('Tables', 'There are none yet.', 'Start Baton, or set it up with: bin/baton setup')];
  if (version < newest)
    return [
      attention(
        'Tables',
        `Version ${version}; the program knows ${newest}.`,
        'Start Baton once, it brings the database up to date.',
      ),
    ];
  if (version > newest)
    return [bad('Tables', `Version ${version} is newer than the program, which knows ${newest}.`, 'Use the newer program.')];
  const team = (await findStandard(env.read))?.team;
  return [
    ok('Tables', `Version ${version}.`),
    team
      ? ok('Team', `${team.name}, ${team.zone}.`)
      : attention('Team', 'No team is set up yet.', 'Open the link that the start prints, or: bin/baton setup'),
    await clockCheck(env),
    ...(await waitingChecks(env)),
    ...(team ? [await backupCheck(env)] : []),
  ];
}

async function clockCheck(env: Env): Promise<Check> {
  const at = (await findChore(env.read, 'tick'))?.finished_at ?? null;
  if (at !== null && Math.abs(env.now() - at) <= minute)
    return ok('Clock', `It last ticked ${Math.max(0, Math.round((env.now() - at) / 1000))} s ago.`);
  const says = at === null ? 'It has not ticked yet.' : `It last ticked ${new Date(at).toISOString()}.`;
  return attention('Clock', says, 'Nothing is reminded and no mail goes while it stands. Start Baton: npm start');
}

async function waitingChecks(env: Env): Promise<Check[]> {
  const { arrivals } = await readCounts(env.read);
  const unsent = await countUnsent(env.read);
  return [
    arrivals.failed === 0
      ? ok('Arrivals', 'All are understood.')
      : attention(
          'Arrivals',
          `${arrivals.failed} could not be understood. They are kept and tried again.`,
          'Look at Everything that arrived, and at the log.',
        ),
    unsent === 0
      ? ok('Letters', 'None to a customer is left unsent.')
      : attention(
          'Letters',
          `${unsent} to customers did not go, or nobody can know.`,
          'Each one stands on its lead with the reason.',
        ),
  ];
}

async function backupCheck(env: Env): Promise<Check> {
  const chore = await findChore(env.read, nightlyBackup);
  if (chore?.error)
    return bad(
      'Backup',
      `The last one failed: ${chore.error}`,
      'Look at the room on the disk and who may write to BATON_DATA/backups.',
    );
  if (!chore?.finished_at)
    return attention(
      'Backup',
      'None was made by itself yet.',
      'The first comes in the night while Baton runs. Now: bin/baton backup FILE',
    );
  const says = `The last one was made ${new Date(chore.finished_at).toISOString()}.`;
  return env.now() - chore.finished_at < 3 * day
    ? ok('Backup', says)
    : attention('Backup', says, 'Is Baton running at night? Now: bin/baton backup FILE');
}
