import { data, Link } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { ChangedDay } from '../ui/changes/changed-day.tsx';
import { readChanges } from '../ui/changes/changes-page.ts';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import type { Route } from './+types/changes.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  if (context.get(viewerContext)!.member.role !== 'admin') return data(null, 403);
  return data(await readChanges(context.get(envContext), new URL(request.url)));
}

export const meta: Route.MetaFunction = () => [{ title: 'What was changed · Baton' }];

export default function Changes({ loaderData: page }: Route.ComponentProps) {
  if (!page)
    return (
      <>
        <SettingsTabs />
        <h1>Only admins see what was changed.</h1>
        <p className="quiet below-head">
          How it is now stands under <Link to="/settings">How we answer</Link>, for everybody.
        </p>
      </>
    );
  return (
    <div className="changes">
      <SettingsTabs />
      <h1>{page.headline}</h1>
      <p className="quiet below-head">Who changed what in the settings and among the people, and what it was before.</p>
      {page.isNew && (
        <div className="card calm">
          <p>
            Whoever changes <Link to="/settings">how you answer</Link>, <Link to="/settings/team">what customers see</Link>, a way
            in or the people of the team is named here, with the time and what it was before.
          </p>
          <p className="quiet">Passwords, keys and codes are never written down, only that there is a new one.</p>
        </div>
      )}
      {page.days.map((day) => (
        <ChangedDay key={day.day} {...day} />
      ))}
      {page.days.length === 0 && !page.isNew && <p>There is nothing earlier.</p>}
      <nav className="pages" aria-label="Pages">
        {!page.isFirst && (
          <Link className="button" to="?">
            Newest
          </Link>
        )}
        {page.older && (
          <Link className="button" to={`?before=${page.older}`}>
            Older
          </Link>
        )}
      </nav>
    </div>
  );
}
