import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createServer as createVite } from 'vite';
import { readSettings, type Settings } from '#settings.ts';
import { type Around, type Screens, serve } from '#start.ts';
import { makeExampleFile } from '#start-example-making.ts';
import { listMembers } from '#store/members.ts';
import { exampleNow } from '#work/example/example.ts';
import { makeSignInLink } from '#work/people/invite-member.ts';

const file = 'dev.db';

/** Baton as one works on it: screens reload as they are saved, and the example business is the team. */
export async function dev(environment: Record<string, string | undefined>, fresh = false) {
  process.env.NODE_ENV = 'development';
  const settings: Settings = { ...readSettings(environment), databaseUrl: undefined, smtpUrl: undefined };
  const place = path.join(settings.data, file);
  if (fresh) for (const ending of ['', '-wal', '-shm']) rmSync(place + ending, { force: true });
  if (!existsSync(place)) await makeExampleFile({ ...settings, secret: 'not needed by what is only made' }, { name: file });
  const running = await serve(
    settings,
    { web: true, clock: true },
    { now: clockOf(place), file, screens: fromVite(settings.port) },
  );
  const { env } = running.house;
  const owner = (await listMembers(env.read)).find(({ role }) => role === 'admin')!;
  const { url } = await makeSignInLink(env, { memberId: owner.id }, null);
  return { ...running, link: url };
}

/** Time goes on from the moment at which the example ends, as long as it has been there. */
function clockOf(place: string): () => number {
  const { birthtimeMs, mtimeMs } = statSync(place);
  const madeAt = Math.round(birthtimeMs || mtimeMs);
  return () => exampleNow + Date.now() - madeAt;
}

/** Vite stands before our own doors and takes what is its own; the screens ask for the same env as the doors do. */
const fromVite =
  (port: number): NonNullable<Around['screens']> =>
  async (server): Promise<Screens> => {
    const vite = await createVite({
      root: path.join(import.meta.dirname, '..'),
      configLoader: 'native',
      appType: 'custom',
      clearScreen: false,
      logLevel: 'warn',
      server: { middlewareMode: true, hmr: { server }, port, fs: { deny: ['.env', '.env.*', '**/.git/**', 'data/**'] } },
    });
    server.once('close', () => void vite.close());
    return {
      mode: 'development',
      load: () => vite.ssrLoadModule('virtual:react-router/server-build') as ReturnType<Screens['load']>,
      before: vite.middlewares,
    };
  };

if (import.meta.main) {
  const { address, link, stop } = await dev(process.env, process.argv.includes('--fresh'));
  console.log(`Baton runs at ${address}`);
  console.log(`Sign in as the example's owner; the link works once: ${link}`);
  console.log('Mail is kept in data/outgoing. A fresh copy: npm run dev -- --fresh');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
}
