import { type ReactNode, useContext } from 'react';
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useHref } from 'react-router';
import type { Route } from './+types/root.ts';
import { Nonce } from './nonce.ts';
import { Mark } from './ui/icon.tsx';
import './styles/app.css';

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(Nonce);
  return (
    <html lang="en-GB" data-base={useHref('/')}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        {/* A browser hides the nonce from scripts: while one works on it, Vite's style would seem to differ from what was sent. */}
        <Links {...(import.meta.env.DEV ? { nonce: '' } : {})} />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main className="trouble">
      <title>{`${missing ? 'Nothing here' : 'Not working'} · Baton`}</title>
      <Mark />
      <h1>{missing ? 'There is nothing at this address.' : 'Something went wrong on our side.'}</h1>
      <p>{missing ? 'It may have been moved or closed.' : 'It has been noted. Please try again.'}</p>
      <a className="button" href={useHref('/')}>
        Back to Today
      </a>
    </main>
  );
}
