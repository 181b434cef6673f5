import { Link, useSearchParams } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { keepOnLoss } from '../ui/keeping.ts';
import { logOnScreen } from '../ui/log/log-acts.ts';
import { LogMany } from '../ui/log/log-many.tsx';
import { LogOne } from '../ui/log/log-one.tsx';
import { readLogPage } from '../ui/log/log-page.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/log.ts';

export const loader = ({ context, request }: Route.LoaderArgs) =>
  readLogPage(context.get(envContext), context.get(viewerContext)!.member, new URL(request.url));

export const action = async ({ context, request }: Route.ActionArgs) =>
  logOnScreen(context.get(envContext), context.get(viewerContext)!.member.id, await request.formData());

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepOnLoss(serverAction);

export const meta: Route.MetaFunction = () => [{ title: 'Log an enquiry · Baton' }];

export default function Log({ loaderData: page, actionData }: Route.ComponentProps) {
  const [search] = useSearchParams();
  const told = useKept(actionData);
  if (!page.mayAct) return <p className="quiet">A viewer looks and changes nothing.</p>;
  const wrong = told?.wrong ?? null;
  const { before } = page;
  return (
    <div className="log">
      <header className="log-head">
        <Link className="faint narrow" to="/">
          ‹ Today
        </Link>
        <h1>Log an enquiry</h1>
        <nav className="switch" aria-label="How many">
          <Link to="/log" aria-current={!search.has('many')}>
            One
          </Link>
          <Link to="?many" aria-current={search.has('many')}>
            Many
          </Link>
        </nav>
      </header>
      {before && !told && (
        <p className="card calm" role="status">
          Taken back. What you wrote is still here.
        </p>
      )}
      {search.has('many') ? (
        <LogMany key={before?.id} typed={before?.lines ?? ''} done={told && 'many' in told ? told.many : null} wrong={wrong} />
      ) : (
        <LogOne
          key={before?.id}
          page={page}
          typed={{ ...before?.typed, ...(told && 'typed' in told ? told.typed : {}) }}
          wrong={wrong}
        />
      )}
    </div>
  );
}
