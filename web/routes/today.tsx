import { Link } from 'react-router';
import { openWords } from '#domain/open-words.ts';
import { headline } from '#domain/headline.ts';
import { attentionCounts, leadsForToday, notSureArrivals, unsentLetters } from '#store/read-today.ts';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { Row } from '../ui/row.tsx';
import { sayerOf, todayRow } from '../ui/today-row.ts';
import type { Route } from './+types/today.ts';

const owed = new Set(['undelivered', 'late', 'second-try', 'waiting-for-answer']);

export async function loader({ context, request }: Route.LoaderArgs) {
  const { read, now } = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const mine = new URL(request.url).searchParams.get('who') !== 'everyone';
  const ownerId = mine ? member.id : undefined;
  const standard = await readStandard(read);
  const [leads, counts, notSure, unsent] = await Promise.all([
    leadsForToday(read, ownerId),
    attentionCounts(read, ownerId),
    notSureArrivals(read, ownerId),
    unsentLetters(read, ownerId),
  ]);
  const say = sayerOf(standard);
  const count = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
  const rows = leads.map((lead) => ({ kind: lead.attention_kind!, ...todayRow(lead, standard, now(), member.id) }));
  return {
    mine,
    headline: headline({
      late: count('late'),
      waiting: count('waiting-for-answer', 'second-try', 'wrote-back'),
      unsent: count('undelivered'),
    }),
    when: `${say.date(now())}, ${say.clock(now())} · ${openWords(standard.timetable, now(), say)}`,
    waiting: rows.filter(({ kind }) => owed.has(kind)),
    wroteBack: rows.filter(({ kind }) => kind === 'wrote-back'),
    steps: rows.filter(({ kind }) => !owed.has(kind) && kind !== 'wrote-back'),
    notSure: notSure.map(({ id, from_name, from_email, from_phone, asked, reason }) => ({
      id,
      who: from_name ?? from_email ?? from_phone ?? 'Somebody',
      asked,
      reason,
    })),
    unsent: unsent.map(({ id, lead_number, state, error }) => ({ id, number: lead_number, state, why: error })),
  };
}

export const meta: Route.MetaFunction = () => [{ title: 'Today · Baton' }];

export default function Today({ loaderData: day }: Route.ComponentProps) {
  const nothing = day.waiting.length + day.wroteBack.length + day.steps.length + day.notSure.length + day.unsent.length === 0;
  return (
    <>
      <div className="hero">
        <div>
          <h1>{day.headline}</h1>
          <p>{day.when}</p>
        </div>
        <nav className="switch" aria-label="Whose">
          <Link to="?" aria-current={day.mine}>
            Mine
          </Link>
          <Link to="?who=everyone" aria-current={!day.mine}>
            Everyone
          </Link>
        </nav>
      </div>
      <div className="today">
        <div>
          <Rows title="Waiting to hear from us" rows={day.waiting} first />
          <Rows title="They wrote back" rows={day.wroteBack} first={day.waiting.length === 0} />
          <Rows title={day.mine ? 'Your next steps today' : 'Next steps today'} rows={day.steps} first={day.waiting.length + day.wroteBack.length === 0} />
          {nothing && (
            <section className="card calm">
              <h2>All done</h2>
              <p className="quiet">When somebody writes or rings, they stand here with the time until they are to hear from you.</p>
            </section>
          )}
        </div>
        <aside>
          {day.unsent.length > 0 && <Unsent letters={day.unsent} />}
          {day.notSure.length > 0 && <NotSure arrivals={day.notSure} />}
        </aside>
      </div>
    </>
  );
}

type Rows = Route.ComponentProps['loaderData']['waiting'];

function Rows({ title, rows, first }: { title: string; rows: Rows; first: boolean }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <div className="section-head">
        <h2>{title}</h2>
      </div>
      <ul className="list">
        {rows.map(({ id, chip, source, act, ...row }, place) => (
          <Row
            key={id}
            {...row}
            beside={
              <>
                {chip && <span className={`chip ${chip.tone}`}>{chip.words}</span>}
                <small>{source}</small>
              </>
            }
          >
            <Link className={first && place === 0 ? 'button first' : 'button'} to={act.href}>
              {act.words}
              <span className="unseen"> {row.who}</span>
            </Link>
          </Row>
        ))}
      </ul>
    </section>
  );
}

const Unsent = ({ letters }: { letters: Route.ComponentProps['loaderData']['unsent'] }) => (
  <section className="card soon">
    <h2>{letters.length === 1 ? 'One letter did not go' : `${letters.length} letters did not go`}</h2>
    <ul>
      {letters.slice(0, 5).map(({ id, number, why }) => (
        <li key={id}>
          <Link to={`/leads/${number}`}>#{number}</Link> <span className="quiet">{why}</span>
        </li>
      ))}
    </ul>
  </section>
);

const NotSure = ({ arrivals }: { arrivals: Route.ComponentProps['loaderData']['notSure'] }) => (
  <section className="card">
    <h2>Not sure what these are</h2>
    <ul>
      {arrivals.slice(0, 5).map(({ id, who, asked, reason }) => (
        <li key={id}>
          <Link to={`/arrivals/${id}`}>{who}</Link> <span className="quiet">{asked || reason}</span>
        </li>
      ))}
    </ul>
  </section>
);
