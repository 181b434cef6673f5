import { Form, Link, useSearchParams, useSubmit } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { addressWith } from '../ui/address-with.ts';
import { LeadCards, LeadTable } from '../ui/leads/lead-table.tsx';
import { readTablePage, type TablePage } from '../ui/leads/read-table-page.ts';
import { useSteady, WhatsNew } from '../ui/live/use-steady.tsx';
import type { Route } from './+types/leads.ts';

export function loader({ context, request }: Route.LoaderArgs) {
  return readTablePage(context.get(envContext), new URL(request.url), context.get(viewerContext)!.member.id);
}

export const meta: Route.MetaFunction = () => [{ title: 'Leads · Baton' }];

const views = [
  ['open', 'All open'],
  ['us', 'Waiting for us'],
  ['them', 'Waiting for them'],
  ['later', 'Later'],
  ['closed', 'Closed'],
] as const;

export default function Leads({ loaderData: table }: Route.ComponentProps) {
  const [asked] = useSearchParams();
  const key = asked.toString();
  const { rows, withheld, gone, zone, letGo } = useSteady(table.rows, key);
  const { counts, page } = table;
  return (
    <>
      <h1 className="figures">{table.headline}</h1>
      <div className="filters">
        <nav aria-label="Which leads">
          {views.map(([view, words]) => {
            const count = view === 'closed' ? undefined : counts[view];
            return (
              <Link
                key={view}
                className="filter"
                to={addressWith(asked, { view, page: '', sort: '', way: '' })}
                aria-current={table.view === view}
              >
                {words}
                {count !== undefined && count > 0 && <span className="figures"> · {count}</span>}
              </Link>
            );
          })}
          {(table.q !== '' || table.also.since !== '') && (
            <Link
              className="filter"
              to={addressWith(asked, { view: 'all', page: '', sort: '', way: '' })}
              aria-current={table.view === 'all'}
            >
              Everything
            </Link>
          )}
        </nav>
        <Narrow table={table} />
      </div>
      {table.rows.length === 0 ? (
        <Nothing table={table} />
      ) : (
        <div className="leads-frame" {...zone}>
          <WhatsNew key={key} rows={rows} withheld={withheld} nameOf={({ who }) => who} letGo={letGo} />
          <LeadTable table={table} rows={rows} gone={gone} asked={asked} />
          <LeadCards rows={rows} gone={gone} />
        </div>
      )}
      {page.of > page.until - page.from + 1 && (
        <nav className="pages" aria-label="Pages">
          {page.number > 1 && (
            <Link className="button" to={addressWith(asked, { page: page.number === 2 ? '' : String(page.number - 1) })}>
              Back
            </Link>
          )}
          <span className="quiet figures">
            {page.from.toLocaleString('en-GB')} to {page.until.toLocaleString('en-GB')} of {page.of.toLocaleString('en-GB')}
          </span>
          {page.until < page.of && (
            <Link className="button" to={addressWith(asked, { page: String(page.number + 1) })}>
              More
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

/** Whose, at which stage, by which way in: a plain form, that sends itself where there is script. */
function Narrow({ table: { filters, choices, view, q, also } }: { table: TablePage }) {
  const submit = useSubmit();
  const kept = { view, q, ...also };
  const select = (name: keyof typeof filters, label: string, any: string, options: { value: string; words: string }[]) => (
    <label>
      <span>{label}:</span>
      <select name={name} defaultValue={filters[name]} key={filters[name]}>
        <option value="">{any}</option>
        {options.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  const stages =
    filters.stage === 'proposals' ? [{ value: 'proposals', words: 'quotes out' }, ...choices.stages] : choices.stages;
  return (
    <Form className="narrow" role="search" aria-label="Narrow it down" onChange={(event) => void submit(event.currentTarget)}>
      {Object.entries(kept).map(([name, value]) => value !== '' && <input key={name} type="hidden" name={name} value={value} />)}
      {choices.owners.length > 1 && select('owner', 'Owner', 'everyone', choices.owners)}
      {select('stage', 'Stage', 'any', stages)}
      {select('source', 'Came by', 'any', choices.sources)}
      <noscript>
        <button className="button" type="submit">
          Show
        </button>
      </noscript>
    </Form>
  );
}

function Nothing({ table: { q, view, narrowed } }: { table: TablePage }) {
  if (q !== '')
    return (
      <div className="card calm nothing">
        <p className="quiet">
          The beginning of a word is enough: a name, a company, a street, an address, what they asked. Of a telephone number the
          last six digits do as well.
        </p>
      </div>
    );
  if (narrowed)
    return (
      <div className="card calm nothing">
        <p>Nothing here is like that.</p>
        <p className="quiet">
          <Link to="/leads">Show all that is open</Link>
        </p>
      </div>
    );
  const words = {
    open: 'Nothing is open. What comes in by a form, or is logged by hand, stands here until it is won, lost or put to later.',
    us: 'Nobody is waiting to hear from us.',
    them: 'Nobody is being waited for. “Wait for them” on a lead puts it here until the date you name.',
    later: 'Nothing sleeps. “Ask us in March” belongs here: it comes back by itself on its date.',
    closed: 'Nothing is closed yet.',
    all: 'Nothing has come in yet.',
  }[view];
  return (
    <div className="card calm nothing">
      <p>{words}</p>
    </div>
  );
}
