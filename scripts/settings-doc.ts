// npm run settings: writes docs/settings.md from settings.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretSettings, settingsSchema } from '#settings.ts';

export const place = join(import.meta.dirname, '..', 'docs', 'settings.md');

/** The page of all settings, from what settings.ts says of each. */
export function settingsDoc(): string {
  const defaults = settingsSchema.parse({}) as Record<string, unknown>;
  const rows = Object.entries(settingsSchema.shape).map(([name, { description = '' }]) => {
    const usual = defaults[name];
    const isSecret = secretSettings.includes(name) ? ' Never shown in logs.' : '';
    return `| \`${name}\` | ${usual === undefined || usual === '' ? '' : `\`${usual}\``} | ${(description + isSecret).replaceAll('|', '\\|')} |`;
  });
  return [
    '# Settings',
    '',
    'Set them in the environment or in a `.env` file. All of them may be left out. This page is written by `npm run settings` from `settings.ts`.',
    '',
    '| name | unless set | what it does |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.main) writeFileSync(place, settingsDoc());
