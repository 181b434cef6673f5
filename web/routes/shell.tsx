import { useEffect, useRef } from 'react';
import { Form, Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { openLeadCount } from '#store/counts.ts';
import { attentionCounts } from '#store/read-today.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { ExampleBand } from '../ui/example/example-band.tsx';
import { Face } from '../ui/face.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { SignedOut } from '../ui/live/signed-out.tsx';
import { Unreachable } from '../ui/live/unreachable.tsx';
import { useLive } from '../ui/live/use-live.ts';
import { useOutAndBack } from '../ui/out-and-back.ts';
import type { Route } from './+types/shell.ts';

const pressing = ['undelivered', 'late', 'second-try'];

const standsAt = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
});

export async function loader({ context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const [counts, open] = await Promise.all([attentionCounts(env.read), openLeadCount(env.read)]);
  const late = pressing.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
  return {
    me: { id: member.id, name: member.name, role: member.role },
    late,
    open,
    mailLeaves: env.settings.smtpUrl !== undefined,
    now: env.now(),
    standsAt: env.settings.example ? standsAt.format(env.now()) : null,
  };
}

export default function Shell({ loaderData: { me, late, open, now, standsAt } }: Route.ComponentProps) {
  const search = useRef<HTMLInputElement>(null);
  useKeys(search, me.role !== 'viewer');
  useLive();
  useOutAndBack(now);
  const { pathname, search: asked } = useLocation();
  const wanted = new URLSearchParams(asked);
  const searching = pathname === '/leads' && (wanted.has('search') || wanted.has('q'));
  const places = [
    { to: '/', words: 'Today', icon: 'today', count: late, hot: true },
    { to: '/leads', words: 'Leads', icon: 'leads', count: open, hot: false },
    { to: '/settings/channels', words: 'Ways in', icon: 'ways', count: 0, hot: false },
  ] as const;
  return (
    <div className="shell">
      <meta name="member" content={me.id} />
      <a className="unseen" href="#main">
        Skip to what this page is about
      </a>
      <nav className="side" aria-label="Places">
        <Link className="brand" to="/">
          <Mark />
          Baton
        </Link>
        {places.map(({ to, words, icon, count, hot }) => (
          <NavLink key={to} className="place" to={to} end={to === '/'}>
            <Icon name={icon} />
            {words}
            {count > 0 && (
              <span className={hot ? 'count late figures' : 'count figures'}>
                {count}
                {hot && <span className="unseen"> to see to first</span>}
              </span>
            )}
          </NavLink>
        ))}
        <Link
          className="place last"
          to="/settings"
          aria-current={pathname.startsWith('/settings') && pathname !== '/settings/channels' ? 'page' : undefined}
        >
          <Icon name="hours" />
          How we answer
        </Link>
        <NavLink className="place" to="/account">
          <Face name={me.name} />
          {me.name}
        </NavLink>
      </nav>
      <div>
        {standsAt && <ExampleBand standsAt={standsAt} />}
        <header className={searching ? 'top searching' : 'top'}>
          <Form className="search" action="/leads" role="search">
            <input
              key={wanted.get('q')}
              ref={search}
              type="search"
              name="q"
              defaultValue={searching ? (wanted.get('q') ?? '') : ''}
              placeholder="Find a person, a number, a word they used"
              aria-label="Search"
            />
            <span aria-hidden="true">
              <kbd>/</kbd>
            </span>
          </Form>
          {me.role !== 'viewer' && (
            <Link className="button first" to="/log">
              Log an enquiry{' '}
              <span aria-hidden="true">
                <kbd>C</kbd>
              </span>
            </Link>
          )}
        </header>
        <main className="main" id="main">
          <Outlet />
        </main>
      </div>
      <nav className="tabs-low" aria-label="Places, at hand">
        <NavLink to="/" end>
          Today
        </NavLink>
        <Link to="/leads" aria-current={pathname === '/leads' && !searching ? 'page' : undefined}>
          Leads
        </Link>
        {me.role === 'viewer' ? (
          <span />
        ) : (
          <Link className="plus" to="/log">
            <Icon name="plus" />
            <span className="unseen">Log an enquiry</span>
          </Link>
        )}
        <Link to="/leads?search" aria-current={searching ? 'page' : undefined}>
          Search
        </Link>
        <NavLink to="/more">More</NavLink>
      </nav>
      <SignedOut me={me.name} />
      <Unreachable />
    </div>
  );
}

/** "/" goes to the search, C logs an enquiry; never while somebody types. */
function useKeys(search: React.RefObject<HTMLInputElement | null>, mayLog: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable], dialog');
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === '/') {
        event.preventDefault();
        search.current?.focus();
      } else if (mayLog && event.key.toLowerCase() === 'c') {
        event.preventDefault();
        navigate('/log');
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, search, mayLog]);
}
