import type { Env } from '#work/env.ts';

/** Whether Baton, as it runs now, can be reached from this computer alone: then links for others lead nowhere. */
export function isOnlyHere({ settings }: Pick<Env, 'settings'>): boolean {
  const { hostname } = new URL(settings.url);
  const loopback = /^(localhost|127\.[\d.]+|::1|\[::1\])$/;
  return loopback.test(hostname) && loopback.test(settings.host);
}
