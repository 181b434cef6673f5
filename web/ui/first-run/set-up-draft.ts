import type { Env } from '#work/env.ts';
import { seal, unseal } from '#work/running/seal.ts';

/** What was typed so far. Nothing of it is the team's before the end: it travels in a sealed cookie of the one who sets up. */
export type Draft = {
  team: string;
  name: string;
  email: string;
  password: string;
  country: string;
  zone: string;
  answer?: [string, string][];
  ways?: string[];
  names?: string;
};

const name = 'baton-setup';
const life = 86_400;
/** Browsers take cookies of 4,096 bytes. */
const most = 3_800;

const boundTo = (token: string): string => `set-up:${token}`;

/** The draft of whoever holds this link, or null. */
export function readDraft(env: Env, request: Request, token: string): Draft | null {
  const cookie = new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(request.headers.get('cookie') ?? '')?.[1];
  const text = cookie && unseal(env, boundTo(token), cookie);
  return text ? (JSON.parse(text) as Draft) : null;
}

/** The Set-Cookie value that keeps the draft. A list of names too long for it stays on its own page only. */
export function keepDraft(env: Env, token: string, draft: Draft): string {
  const sealed = seal(env, boundTo(token), JSON.stringify(draft));
  if (sealed.length > most && draft.names) return keepDraft(env, token, { ...draft, names: '' });
  return cookie(env, sealed, life);
}

export const dropDraft = (env: Env): string => cookie(env, '', 0);

const cookie = (env: Env, value: string, seconds: number): string =>
  `${name}=${value}; Path=/setup; Max-Age=${seconds}; HttpOnly; SameSite=Lax${env.settings.url.startsWith('https:') ? '; Secure' : ''}`;
