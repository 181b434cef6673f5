import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream } from 'react-dom/server';
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router';
import { envContext } from '#web/context.ts';
import { Nonce } from './nonce.ts';

export const streamTimeout = 5_000;

/** What a screen did not expect is logged as by every other door. That there is no such address is no trouble of ours. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (!isRouteErrorResponse(error)) log(context, request, error);
};

/** Nothing is said of a browser that went away meanwhile. */
function log(context: Readonly<RouterContextProvider>, { method, signal }: Request, error: unknown): void {
  if (signal.aborted) return;
  const said = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  context.get(envContext).log('error', 'a screen failed', { method, error: said });
}

/** The page is streamed: React Router sends the loaders' data behind it, and without that it would never come alive. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  house: RouterContextProvider,
) {
  const nonce = randomBytes(16).toString('base64');
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Security-Policy', policy(nonce));
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  return new Promise<Response>((resolve, reject) => {
    let isShown = false;
    const { pipe, abort } = renderToPipeableStream(
      <Nonce value={nonce}>
        <ServerRouter context={context} url={request.url} nonce={nonce} />
      </Nonce>,
      {
        nonce,
        onShellReady() {
          isShown = true;
          const body = new PassThrough({
            final(done) {
              clearTimeout(timer);
              done();
            },
          });
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          status = 500;
          // Before the shell it is the one that is rejected, and told by handleError.
          if (isShown) log(house, request, error);
        },
      },
    );
    const timer = setTimeout(abort, streamTimeout + 1_000);
  });
}

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // While one works on it, Vite puts styles into the page that bear no nonce.
    import.meta.env.DEV ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    // The form, as it looks, beside its settings.
    "frame-src 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
