import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium for the journeys: the machine's, else one installed by apt-get (root on Debian), else Playwright's.
 * Throws with a sentence when there is none and none could be installed.
 */
export function findChromium(say: (line: string) => void): string {
  const found = process.env.BATON_TEST_CHROMIUM || onPath() || playwrights();
  if (found) return found;
  if (mayUseApt()) {
    say('No browser here yet: installing Chromium with apt-get.');
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
      spawnSync('apt-get', ['-qq', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
  } else {
    say("No browser here yet: installing Playwright's Chromium.");
    const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
    spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const installed = onPath() || playwrights();
  if (!installed) throw new Error('There is no Chromium, and none could be installed. Name one in BATON_TEST_CHROMIUM.');
  return installed;
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function playwrights(): string | undefined {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function mayUseApt(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  // Ubuntu's package of that name is only a pointer to a snap.
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
