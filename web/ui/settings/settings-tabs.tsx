import { NavLink } from 'react-router';

const places = [
  ['/settings', 'How we answer'],
  ['/settings/team', 'What customers see'],
  ['/settings/form', 'The form'],
  ['/settings/channels', 'Ways in'],
  ['/settings/people', 'People'],
] as const;

/** The rooms of the settings, beside each other. */
export const SettingsTabs = () => (
  <nav className="settings-tabs" aria-label="Settings">
    {places.map(([to, words]) => (
      <NavLink key={to} to={to} end>
        {words}
      </NavLink>
    ))}
  </nav>
);
