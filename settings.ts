import { z } from 'zod';

const whole = 'is a whole number from 0 to 65535.';

const level = z.enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'is debug, info, warn, error or silent.' });

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const isNetwork = (address: string) => network.safeParse(address).success;
const listed = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const port = z.coerce.number({ error: whole }).int(whole).min(0, whole).max(65_535, whole);

/** Every setting once. `npm run settings` writes docs/settings.md from this. */
export const settingsSchema = z.object({
  PORT: port.default(3000).describe('The port to listen on.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address to listen on. 0.0.0.0 lets other computers reach Baton.'),
  BATON_URL: z
    .url({ protocol: /^https?$/, error: 'is an address such as https://baton.example.' })
    .optional()
    .describe('The public address, as customers and the team see it. Unset: http://localhost and the port.'),
  BATON_DATA: z.string().min(1).default('./data').describe('The folder for the database, files, kept mail and the secret.'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'is the address of a PostgreSQL server, such as postgres://user:password@localhost/baton.',
    })
    .optional()
    .describe('A PostgreSQL server. Unset: SQLite in BATON_DATA.'),
  BATON_SECRET: z
    .string()
    .min(32, 'needs at least 32 characters.')
    .optional()
    .describe(
      'At least 32 characters; links, stamps and stored secrets are made with it. Unset: made once and kept in BATON_DATA.',
    ),
  BATON_PROXY: z
    .string()
    .refine((text) => listed(text).every(isNetwork), 'is addresses such as 127.0.0.1 or 10.0.0.0/8, separated by commas.')
    .default('')
    .describe('Addresses of proxies, separated by commas, whose X-Forwarded-For counts.'),
  BATON_LOCALE: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'is a locale such as en-GB or de-DE.')
    .optional()
    .describe("The locale of a new team, such as en-GB or de-DE. Unset: by the team's country."),
  BATON_METRICS_TOKEN: z
    .string()
    .min(8, 'needs at least 8 characters.')
    .optional()
    .describe('Lets a monitor read /metrics from elsewhere; at least 8 characters.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<[^\s<>@]+@[^\s<>@]+>\s*$|^\s*[^\s<>@]+@[^\s<>@]+\s*$/, 'is an address, or Name <address>.')
    .optional()
    .describe("The sender of mail: an address, or Name <address>. Unset: the SMTP user's, else the team's address."),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is the address of a mail server, such as smtp://user:password@mail.example:587.' })
    .optional()
    .describe(
      'The mail server, such as smtp://user:password@mail.example:587. Unset: mail is kept in BATON_DATA/outgoing and shown as kept, never as sent.',
    ),
  LOG_LEVEL: level.default('info').describe('How much is logged: debug, info, warn, error or silent.'),
});

/** Which settings never appear in logs, `doctor` or errors. */
export const secretSettings: readonly string[] = ['BATON_SECRET', 'BATON_METRICS_TOKEN', 'SMTP_URL', 'DATABASE_URL'];

export type Settings = {
  port: number;
  host: string;
  url: string;
  data: string;
  databaseUrl: string | undefined;
  secret: string | undefined;
  proxies: readonly string[];
  locale: string | undefined;
  metricsToken: string | undefined;
  mailFrom: string | undefined;
  smtpUrl: string | undefined;
  logLevel: z.infer<typeof level>;
  /** The example business beside the team's own. It cannot be set: start.ts says so of the house that it opens for it. */
  example: boolean;
};

export class SettingsProblem extends Error {}

/** Reads and checks the environment. Throws SettingsProblem with a line per setting that cannot be used. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([name, value]) => name in settingsSchema.shape && value));
  const read = settingsSchema.safeParse(given);
  if (!read.success)
    throw new SettingsProblem(read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`).join('\n'));
  const s = read.data;
  if (s.BATON_URL && new URL(s.BATON_URL).pathname !== '/')
    throw new SettingsProblem('BATON_URL is an address without a path, such as https://baton.example.');
  return {
    port: s.PORT,
    host: s.HOST,
    url: (s.BATON_URL ?? `http://localhost:${s.PORT}`).replace(/\/$/, ''),
    data: s.BATON_DATA,
    databaseUrl: s.DATABASE_URL,
    secret: s.BATON_SECRET,
    proxies: listed(s.BATON_PROXY),
    locale: s.BATON_LOCALE,
    metricsToken: s.BATON_METRICS_TOKEN,
    mailFrom: s.MAIL_FROM,
    smtpUrl: s.SMTP_URL,
    logLevel: s.LOG_LEVEL,
    example: false,
  };
}
