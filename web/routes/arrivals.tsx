import { Form, Link, useSearchParams, useSubmit } from 'react-router';
import { envContext } from '#web/context.ts';
import { addressWith } from '../ui/address-with.ts';
import { readArrivals } from '../ui/arrivals/arrival-shown.ts';
import { useSteady, WhatsNew } from '../ui/live/use-steady.tsx';
import type { Route } from './+types/arrivals.ts';

export const loader = ({ context, request }: Route.LoaderArgs) => readArrivals(context.get(envContext), new URL(request.url));

export const meta: Route.MetaFunction = () => [{ title: 'Everything that arrived · Baton' }];

const outcomes = [
  ['', 'All'],
  ['not-sure', 'Not sure'],
  ['lead', 'New leads'],
  ['linked', 'Added'],
  ['not-an-enquiry', 'Not enquiries'],
  ['failed', 'Not understood'],
] as const;

export default function Arrivals({ loaderData: list }: Route.ComponentProps) {
  const [asked] = useSearchParams();
  const submit = useSubmit();
  const key = asked.toString();
  const { rows, withheld, gone, zone, letGo } = useSteady(list.rows, key);
  return (
    <>
      <h1>Everything that arrived</h1>
      <p className="quiet">{list.today ?? 'What came in on any way, word for word, and what became of it.'}</p>
      <div className="filters">
        <nav aria-label="What became of it">
          {outcomes.map(([outcome, words]) => (
            <Link
              key={outcome}
              className="filter"
              to={addressWith(asked, { outcome, before: '' })}
              aria-current={list.outcome === outcome}
            >
              {words}
            </Link>
          ))}
        </nav>
        <Form className="narrow" role="search" aria-label="Narrow it down" onChange={(event) => void submit(event.currentTarget)}>
          {list.outcome && <input type="hidden" name="outcome" value={list.outcome} />}
          <label>
            <span>Way in:</span>
            <select name="channel" defaultValue={list.channel} key={list.channel}>
              <option value="">any</option>
              {list.channels.map(({ value, words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <noscript>
            <button className="button" type="submit">
              Show
            </button>
          </noscript>
        </Form>
      </div>
      {rows.length === 0 ? (
        <div className="card calm nothing">
          <p>{key ? 'Nothing here is like that.' : 'Nothing has arrived yet.'}</p>
          <p className="quiet">
            Whatever comes in by a form, by a program or by hand is kept here as it came, also what was no enquiry.
          </p>
        </div>
      ) : (
        <div {...zone}>
          <WhatsNew key={key} rows={rows} withheld={withheld} nameOf={({ who }) => who} letGo={letGo} />
          <ul className="list">
            {rows.map((row) => (
              <li key={row.id} className={`row plain ${row.became.tone} ${gone.has(row.id) ? 'gone' : ''}`} data-row={row.id}>
                <div>
                  <div className="who">
                    <Link to={`/arrivals/${row.id}`}>{row.who}</Link>
                    <small>
                      {row.source} · {row.when}
                    </small>
                  </div>
                  <p className="asked">{row.asked}</p>
                </div>
                <p className="became">
                  <span className={`chip ${row.became.tone}`}>{row.became.words}</span>
                  {row.number && <Link to={`/leads/${row.number}`}>#{row.number}</Link>}
                </p>
              </li>
            ))}
          </ul>
        </div>
      )}
      <nav className="pages" aria-label="Pages">
        {!list.isFirst && (
          <Link className="button" to={addressWith(asked, { before: '' })}>
            Newest
          </Link>
        )}
        {list.older && (
          <Link className="button" to={addressWith(asked, { before: list.older })}>
            More
          </Link>
        )}
      </nav>
    </>
  );
}
