import { Link } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { actOnArrival } from '../ui/arrivals/arrival-acts.ts';
import { readArrival } from '../ui/arrivals/arrival-shown.ts';
import { SortButtons } from '../ui/arrivals/sort-buttons.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { DidNotice } from '../ui/today/did-notice.tsx';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/arrival.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const arrival = await readArrival(context.get(envContext), params.id);
  if (!arrival) throw new Response('There is no such arrival.', { status: 404 });
  return { arrival, mayAct: context.get(viewerContext)!.member.role !== 'viewer' };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  return actOnArrival(context.get(envContext), context.get(viewerContext)!.member.id, params.id, await request.formData());
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.arrival.who ?? 'Arrival'} · Baton` }];

export default function Arrival({ loaderData: { arrival, mayAct }, actionData }: Route.ComponentProps) {
  const told = useKept(actionData);
  const did = told && 'did' in told ? told.did : null;
  const wrong = told && 'wrong' in told ? told : null;
  return (
    <>
      <p className="back">
        <Link to="/arrivals">Everything that arrived</Link>
      </p>
      <h1>{arrival.who}</h1>
      <p className="quiet">
        {arrival.source} · <time title={arrival.exact}>{arrival.when}</time>
        {arrival.recordedLater && ` · written down ${arrival.recordedLater}`}
        {arrival.duplicates > 0 && ` · came ${arrival.duplicates + 1} times, kept once`}
      </p>
      {wrong && !wrong.field && (
        <p className="wrong-box" role="alert">
          {wrong.wrong}
        </p>
      )}
      <div className="day">
        <div className="today arrival">
          <div>
            <section className="card">
              <h2>What came, word for word</h2>
              {arrival.subject && <p className="subject">{arrival.subject}</p>}
              {arrival.asked ? (
                <blockquote className="verbatim">{arrival.asked}</blockquote>
              ) : (
                <p className="quiet">No words came with it.</p>
              )}
              {arrival.fields.length > 0 && (
                <dl className="facts">
                  {arrival.fields.map(([label, value]) => (
                    <div key={label}>
                      <dt>{label}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              )}
              {arrival.files.length > 0 && (
                <ul className="files">
                  {arrival.files.map(({ id, name, size }) => (
                    <li key={id}>
                      <Link to={`/files/${id}`} reloadDocument download={name}>
                        {name}
                      </Link>{' '}
                      <span className="faint">{size}</span>
                    </li>
                  ))}
                </ul>
              )}
              {arrival.raw && (
                <p className="faint">
                  <Link to={`/arrivals/${arrival.id}/raw`} reloadDocument download>
                    As it came, byte for byte
                  </Link>{' '}
                  ({arrival.raw})
                </p>
              )}
            </section>
          </div>
          <aside aria-label="What became of it">
            <section className={`card ${arrival.became.tone === 'soon' ? 'soon' : ''}`}>
              <h2>What became of it</h2>
              <p>
                <b>{sentence(arrival.became.words)}</b>
                {arrival.number && (
                  <>
                    {' '}
                    <Link to={`/leads/${arrival.number}`}>#{arrival.number}</Link>
                  </>
                )}
              </p>
              <p className="faint">{arrival.decided}</p>
              {mayAct && arrival.can.sort && <SortButtons id={arrival.id} about={arrival.who} first />}
              {mayAct && arrival.can.split && (
                <Form method="post">
                  <p className="quiet">It may be a new request.</p>
                  <button className="button" type="submit" name="do" value="split">
                    It is a lead of its own
                  </button>
                </Form>
              )}
              {mayAct && arrival.can.join && (
                <details className="join" open={wrong?.field === 'lead' || undefined}>
                  <summary>{arrival.number ? 'It belongs to another lead' : 'It belongs to a lead that is there'}</summary>
                  <Form method="post">
                    <input type="hidden" name="do" value="join" />
                    <Field
                      label="Number of the lead"
                      name="lead"
                      inputMode="numeric"
                      required
                      placeholder="#1042"
                      problem={wrong?.field === 'lead' ? wrong.wrong : null}
                    />
                    <button className="button" type="submit">
                      Put it there
                    </button>
                  </Form>
                </details>
              )}
            </section>
            <section className="card">
              <h2>Who sent it</h2>
              <dl className="facts">
                {arrival.facts.map(([label, value]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </section>
          </aside>
        </div>
      </div>
      {did && <DidNotice key={did.key} did={did} />}
    </>
  );
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
