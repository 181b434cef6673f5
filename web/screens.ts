import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router';
import type { Env } from '#work/env.ts';
import { teamIsSetUp } from '#work/team/team-is-set-up.ts';
import { baseOf } from './base.ts';
import { limits, readBody } from './body.ts';
import { envContext, senderContext, viewerContext } from './context.ts';
import type { Vars } from './doors.ts';
import { passGate, typedElsewhere } from './gate.ts';
import { live } from './live.ts';
import type { Pages } from './public.ts';
import { senderAddress } from './sender-address.ts';
import { signedOut } from './signed-out.ts';

/** Loads the built screens; in development, Vite's newest. */
export type LoadScreens = () => Promise<ServerBuild>;

const client = fileURLToPath(new URL('../build/client', import.meta.url));
const forEver = 'public, max-age=31536000, immutable';

/**
 * The team's screens, on every address that no door has opened. Nobody gets to one without passing the gate. The build is loaded at
 * the first request, so that doors for programs and customers do not wait for it.
 */
export function screens(
  app: Hono<Vars>,
  env: Env,
  pages: Pages,
  load: LoadScreens,
  mode: 'production' | 'development' = 'production',
): void {
  const basename = baseOf(env);
  const render = createRequestHandler(basename ? async () => ({ ...(await load()), basename }) : load, mode);
  const from = senderAddress(env.settings.proxies);
  if (mode === 'production' && !basename)
    app.get('/assets/*', compress(), serveStatic({ root: client, onFound: (_path, c) => c.header('cache-control', forEver) }));
  // Before the compression, which would hold the events back.
  app.get('/live', live(env));
  app.all('*', compress(), async (c, next) => {
    if (c.req.path.startsWith('/api/') || c.req.path.startsWith('/assets/')) return next();
    if (!isSettingUp(c.req.path) && !(await teamIsSetUp(env))) return pages.noTeam(c.req.path === '/' ? 200 : 503);
    const passed = await passGate(c, env);
    if (passed instanceof Response) return passed;
    if ('waits' in passed) return signedOut(c, pages, passed.waits);
    const context = new RouterContextProvider();
    const { request, body } = await asked(c);
    const waits = passed.viewer && body && (await typedElsewhere(env, body, passed.viewer));
    if (waits) return signedOut(c, pages, waits, body);
    context.set(envContext, env);
    context.set(viewerContext, passed.viewer);
    context.set(senderContext, { address: from(c), userAgent: c.req.header('user-agent') ?? null });
    const answer = await render(request, context);
    answer.headers.set('x-content-type-options', 'nosniff');
    answer.headers.set('referrer-policy', 'same-origin');
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'private, no-store');
    if (passed.cookie) answer.headers.append('set-cookie', passed.cookie);
    return answer;
  });
}

/** A screen reads the whole of what is sent to it, and none takes files. Throws BadInput 413 for what nobody can have typed. */
async function asked(c: Context): Promise<{ request: Request; body?: Uint8Array }> {
  const { method, url, headers, signal } = c.req.raw;
  if (method === 'GET' || method === 'HEAD') return { request: c.req.raw };
  const body = await readBody(c, limits.form);
  // The gate has looked at the origin. React Router would hold it against the address as it is behind a proxy: plain http.
  const admitted = new Headers(headers);
  admitted.delete('origin');
  return { request: new Request(url, { method, headers: admitted, signal, body: body as BodyInit }), body };
}

const isSettingUp = (path: string): boolean => path.startsWith('/setup/');
