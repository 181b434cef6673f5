import { createHmac } from 'node:crypto';
import { exampleBase } from '#work/example/example.ts';
import type { Settings } from './settings.ts';

export const exampleFile = 'example.db';

/** The settings of the team's own house. */
export type Own = Settings & { secret: string };

/** The settings of the example beside it: another address, another secret, and nothing by which anything could leave. */
export const exampleSettings = (own: Own): Own => ({
  ...own,
  example: true,
  url: `${own.url}${exampleBase}`,
  databaseUrl: undefined,
  // A host that cannot be (RFC 2606): the screens speak of letters as where mail goes out, and start-house.ts opens no way out.
  smtpUrl: 'smtp://example.invalid',
  mailFrom: 'Harbour Plumbing <hello@harbourplumbing.example>',
  secret: createHmac('sha256', own.secret).update('the example business').digest('base64url'),
});
