import { NavLink, useRouteLoaderData } from 'react-router';

const places = [
  ['/settings', 'How we answer'],
  ['/settings/team', 'What customers see'],
  ['/settings/form', 'The form'],
  ['/settings/channels', 'Ways in'],
  ['/settings/people', 'People'],
] as const;

const ofAdmins = [['/settings/changes', 'What was changed']] as const;

/** The rooms of the settings, beside each other. */
export function SettingsTabs() {
  const shell = useRouteLoaderData<{ me: { role: string } }>('routes/shell');
  return (
    <nav className="settings-tabs" aria-label="Settings">
      {[...places, ...(shell?.me.role === 'admin' ? ofAdmins : [])].map(([to, words]) => (
        <NavLink key={to} to={to} end>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
