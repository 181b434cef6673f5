import { useState } from 'react';
import { Link } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { OutcomeLine } from '../ui/settings/outcome-line.tsx';
import { SettingsTabs } from '../ui/settings/settings-tabs.tsx';
import { changeWay, readWays, type WaysPage, type WayTold } from '../ui/settings/ways-page.ts';
import { staysAsTyped } from '../ui/stays-as-typed.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/channels.ts';

export const loader = ({ context }: Route.LoaderArgs) => readWays(context.get(envContext), context.get(viewerContext)!.member);

export async function action({ context, request }: Route.ActionArgs) {
  return changeWay(context.get(envContext), context.get(viewerContext)!.member, await request.formData());
}

export const shouldRevalidate = staysAsTyped;

export const meta: Route.MetaFunction = () => [{ title: 'Ways in · Baton' }];

export default function Channels({ loaderData: page, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
  return (
    <>
      <SettingsTabs />
      <h1>{page.headline}</h1>
      <p className="quiet below-head">
        <Link to="/arrivals">Everything that arrived</Link>
      </p>
      <OutcomeLine told={told} />
      <Ways page={page} ways={page.used} told={told} />
      {page.others.length > 0 && (
        <details open={page.others.some(({ id }) => told?.wrong && id === told.id) || undefined}>
          <summary>
            {page.others.length} more to log by hand: {page.others.map(({ name }) => name).join(', ')}
          </summary>
          <Ways page={page} ways={page.others} told={told} />
        </details>
      )}
    </>
  );
}

type WaysShown = { page: WaysPage; ways: WaysPage['used']; told: WayTold | undefined };

const Ways = ({ page, ways, told }: WaysShown) => (
  <ul className="list ways-list">
    {ways.map((way) => (
      <li key={way.id} className="row">
        <span className={`dot ${way.state.tone}`} aria-hidden="true" />
        <div>
          <b>{way.name}</b>
          <p className={way.state.tone === 'late' ? 'wrong' : 'faint'}>{way.state.words}</p>
        </div>
        <p className="quiet">{way.ownerWords}</p>
        <div>
          <div className="spark" aria-hidden="true">
            {way.bars.map((share, day) => (
              <i key={day} style={{ height: `${Math.round(share * 100)}%` }} />
            ))}
          </div>
          <small className="faint">{way.count === 1 ? '1 enquiry' : `${way.count} enquiries`} in 30 days</small>
        </div>
        {page.mayAct && way.checker !== '' && !way.connected ? (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="id" value={way.id} />
            <button className="button" type="submit" name="do" value="check">
              Nothing new<span className="unseen">: {way.name}</span>
            </button>
          </Form>
        ) : (
          <span>
            {page.mayAct && !way.connected && (
              <Link className="button" to="/log">
                Log<span className="unseen">: {way.name}</span>
              </Link>
            )}
          </span>
        )}
        {page.mayChange && <Change page={page} way={way} told={told?.id === way.id ? told : undefined} />}
      </li>
    ))}
  </ul>
);

type ChangeShown = { page: WaysPage; way: WaysPage['used'][number]; told: WayTold | undefined };

function Change({ page, way, told }: ChangeShown) {
  const fields = told?.fields ?? { ...way, owner: way.owner ?? '' };
  // What is saved on another way in loads this one anew as well; it is still checked against what its own fields began with.
  const [seen, setSeen] = useState(way.seen);
  if (told?.saved && seen !== way.seen) setSeen(way.seen);
  const people = (list: WaysPage['members'], none: string) => (
    <>
      <option value="">{none}</option>
      {list.map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </>
  );
  return (
    <details open={told?.fields !== undefined || undefined}>
      <summary>
        Change<span className="unseen"> {way.name}</span>
      </summary>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="id" value={way.id} />
        <input type="hidden" name="seen" value={seen} />
        <Field
          label="Name"
          name="name"
          defaultValue={fields.name}
          required
          maxLength={80}
          problem={told?.field === 'name' ? told.wrong : null}
        />
        <SelectField label="Who gets what comes in" name="owner" defaultValue={fields.owner}>
          {people(page.owners, `${page.fallback} (nobody named)`)}
        </SelectField>
        {way.connected ? (
          <>
            <input type="hidden" name="checker" value={way.checker} />
            <input type="hidden" name="deputy" value={way.deputy} />
          </>
        ) : (
          <>
            <SelectField label="Who checks it" name="checker" defaultValue={fields.checker}>
              {people(page.members, 'nobody')}
            </SelectField>
            <SelectField label="And who if they are away" name="deputy" defaultValue={fields.deputy}>
              {people(page.members, 'nobody')}
            </SelectField>
          </>
        )}
        <button className="button first" type="submit">
          Save
        </button>
      </Form>
    </details>
  );
}
