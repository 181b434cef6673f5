import type { Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';

const address = /^(?:(.*)<)?\s*([^\s<>]+@[^\s<>]+?)\s*>?$/;

/** Who mail is from: MAIL_FROM, else the SMTP user's address, else the team's. The name is the team's unless MAIL_FROM has one. */
export function mailFrom({ settings }: Env, { team }: Standard): { name: string; address: string } {
  const user = settings.smtpUrl ? decodeURIComponent(new URL(settings.smtpUrl).username) : '';
  const given = address.exec(settings.mailFrom ?? (user.includes('@') ? user : ''));
  return { name: given?.[1]?.trim().replaceAll('"', '') || team.name, address: given?.[2] ?? team.email ?? 'baton@localhost' };
}
