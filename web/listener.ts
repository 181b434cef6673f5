import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from './app.ts';

/** The app as node:http calls it. */
export const listener = (app: App): RequestListener => getRequestListener(app.fetch as never, { overrideGlobalObjects: false });
