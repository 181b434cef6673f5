import { useEffect, useRef } from 'react';
import { NavLink, useLocation, useRouteLoaderData } from 'react-router';

const places = [
  ['/settings', 'How we answer'],
  ['/settings/team', 'What customers see'],
  ['/settings/form', 'The form'],
  ['/settings/channels', 'Ways in'],
  ['/settings/people', 'People'],
] as const;

const ofAdmins = [['/settings/changes', 'What was changed']] as const;

/** The rooms of the settings, beside each other; on a phone one line that is pushed sideways, with the current one in sight. */
export function SettingsTabs() {
  const shell = useRouteLoaderData<{ me: { role: string } }>('routes/shell');
  const line = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const current = line.current?.querySelector<HTMLElement>(`[href$="${pathname}"]`);
    if (line.current && current)
      line.current.scrollLeft = current.offsetLeft - (line.current.clientWidth - current.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav className="settings-tabs" aria-label="Settings" ref={line}>
      {[...places, ...(shell?.me.role === 'admin' ? ofAdmins : [])].map(([to, words]) => (
        <NavLink key={to} to={to} end>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
