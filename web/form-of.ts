import type { Config } from '#channels/channel.ts';
import type { Language } from '#domain/say-time.ts';
import { findChannel } from '#store/arrivals.ts';
import type { ChannelRow, TeamRow } from '#store/schema.ts';
import type { Env } from '#work/env.ts';
import type { Ask } from './doors.ts';
import { asLanguage } from './team-face.ts';

/** A form that is open to everybody, with its settings. */
export type Form = { channel: ChannelRow; config: Config };

/** The channel of the same kind by which members log by hand is not connected, so it is no address. */
const isOpenForm = ({ kind, connected_at, retired_at }: ChannelRow): boolean =>
  kind === 'website-form' && connected_at !== null && retired_at === null;

/** The form at this address, or null where there is none or it is shut. */
export async function findForm(env: Env, id: string): Promise<Form | null> {
  // PostgreSQL takes no NUL in a text, so what cannot be an id is not asked for.
  const channel = /^[\w-]{1,80}$/.test(id) ? await findChannel(env.read, id) : undefined;
  return channel && isOpenForm(channel) ? { channel, config: JSON.parse(channel.config) as Config } : null;
}

/** `?lang=`, else the form's own, else the team's; the visitor's only where the form is set to `auto`. */
export function formLanguage(c: Ask, { config }: Form, team: TeamRow): Language {
  const asked = c.req.query('lang');
  if (asked === 'de' || asked === 'en') return asked;
  if (config.language === 'auto') return preferred(c.req.header('accept-language')) ?? asLanguage(team.locale);
  return asLanguage(config.language || team.locale);
}

function preferred(header: string | undefined): Language | null {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...more] = wish.trim().split(';');
      const quality = more.map((one) => /^\s*q=([\d.]+)/i.exec(one)?.[1]).find(Boolean);
      return { language: /^(de|en)\b/i.exec(tag)?.[1]?.toLowerCase() as Language | undefined, quality: Number(quality ?? 1) };
    });
  return (
    wishes.filter(({ language, quality }) => language && quality > 0).sort((a, b) => b.quality - a.quality)[0]?.language ?? null
  );
}

/** The hosts to which a form may send people on. */
export const nextHosts = ({ config }: Form): string[] =>
  (config.nextHosts ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => /^[\w.-]+(?::\d+)?$/.test(host));

/**
 * Where to send the browser on, or null. Only to a host named in the form's settings, whatever the address looks like; a
 * path alone is taken on the site that the post came from, if that is one of them.
 */
export function nextUrl(c: Ask, form: Form, wanted: string | undefined): string | null {
  if (!wanted) return null;
  const hosts = nextHosts(form);
  const cameFrom = [c.req.header('origin'), c.req.header('referer')].find((site) => site && site !== 'null');
  const url = URL.parse(wanted.trim(), URL.parse(cameFrom ?? '')?.origin);
  return url && /^https?:$/.test(url.protocol) && url.username === '' && hosts.includes(url.host) ? url.href : null;
}
