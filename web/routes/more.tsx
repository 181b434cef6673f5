import { Link } from 'react-router';
import { viewerContext } from '#web/context.ts';
import { Face } from '../ui/face.tsx';
import { Form } from '../ui/form.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { Route } from './+types/more.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { name, role } = context.get(viewerContext)!.member;
  return { name, isAdmin: role === 'admin' };
}

export const meta: Route.MetaFunction = () => [{ title: 'More · Baton' }];

const places: readonly (readonly [string, string, IconName])[] = [
  ['/arrivals', 'Everything that arrived', 'leads'],
  ['/settings/channels', 'Ways in', 'ways'],
  ['/settings', 'How we answer', 'hours'],
  ['/settings/team', 'What customers see', 'customers'],
  ['/settings/form', 'The form', 'form'],
  ['/settings/people', 'People', 'people'],
];

/** What has no tab of its own on a phone. */
export default function More({ loaderData: { name, isAdmin } }: Route.ComponentProps) {
  return (
    <>
      <h1>More</h1>
      <ul className="list more-places">
        {places.map(([to, words, icon]) => (
          <li key={to}>
            <Link to={to}>
              <Icon name={icon} />
              {words}
            </Link>
          </li>
        ))}
        {isAdmin && (
          <li>
            <Link to="/settings/changes">
              <Icon name="changes" />
              What was changed
            </Link>
          </li>
        )}
        <li>
          <Link to="/account">
            <Face name={name} />
            {name}
          </Link>
        </li>
      </ul>
      <Form method="post" action="/sign-out">
        <button className="button" type="submit">
          Sign out
        </button>
      </Form>
    </>
  );
}
