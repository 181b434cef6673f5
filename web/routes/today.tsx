import { Form, Link } from 'react-router';
import { burnAt } from '#domain/burn.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { SortButtons } from '../ui/arrivals/sort-buttons.tsx';
import { useNow } from '../ui/live/use-now.ts';
import { useSteady, WhatsNew } from '../ui/live/use-steady.tsx';
import { type DayRow, type NotSent, type NotSure, readToday } from '../ui/today/day.ts';
import { DidNotice } from '../ui/today/did-notice.tsx';
import { practiceShown } from '../ui/today/practice.ts';
import { PracticeCard } from '../ui/today/practice-card.tsx';
import { Row } from '../ui/today/row.tsx';
import { actOnList } from '../ui/today/today-acts.ts';
import type { TodayRow } from '../ui/today/today-row.ts';
import { WeekCard } from '../ui/today/week-card.tsx';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/today.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const practice = await practiceShown(env, member);
  return { practice, ...(await readToday(env, member, new URL(request.url).searchParams.get('who') !== 'everyone')) };
}

export async function action({ context, request }: Route.ActionArgs) {
  return actOnList(context.get(envContext), context.get(viewerContext)!.member.id, await request.formData());
}

export const meta: Route.MetaFunction = () => [{ title: 'Today · Baton' }];

export default function Today({ loaderData: day, actionData }: Route.ComponentProps) {
  const did = useKept(actionData);
  const now = useNow(day.now);
  const key = `${day.mine} ${did?.key ?? ''}`;
  const { rows, withheld, gone, zone, letGo } = useSteady<DayRow>(day.rows, key);
  const inSection = <Section extends DayRow['section']>(section: Section) =>
    rows.filter((row): row is Extract<DayRow, { section: Section }> => row.section === section);
  const first = rows[0]?.id;
  const lead = (row: TodayRow) => <LeadRow key={row.id} row={row} now={now} first={row.id === first} gone={gone.has(row.id)} />;
  const unsure = day.rows.filter(({ section }) => section === 'not-sure').length;
  const sections = { waiting: inSection('waiting'), back: inSection('wrote-back'), steps: inSection('steps') };
  return (
    <>
      <div className="hero">
        <div>
          <h1>{day.headline}</h1>
          <p>
            {day.when}
            {day.others > 0 && (
              <>
                {' · '}
                <Link to="?who=everyone">{day.others} more late with others</Link>
              </>
            )}
          </p>
        </div>
        {day.several && (
          <nav className="switch" aria-label="Whose">
            <Link to="?" aria-current={day.mine}>
              Mine
            </Link>
            <Link to="?who=everyone" aria-current={!day.mine}>
              Everyone
            </Link>
          </nav>
        )}
      </div>
      <div className="today">
        <div {...zone}>
          <PracticeCard practice={day.practice} />
          <WhatsNew key={key} rows={rows} withheld={withheld} nameOf={(row) => ('to' in row ? row.to : row.who)} letGo={letGo} />
          {sections.waiting.length > 0 && (
            <section>
              <div className="section-head">
                <h2>Waiting to hear from us</h2>
                <p>
                  {day.promise}
                  {unsure > 0 && (
                    <>
                      {' · '}
                      {unsure} more {unsure === 1 ? 'is' : 'are'} <a href="#not-sure">not sure</a>
                    </>
                  )}
                </p>
              </div>
              <ul className="list">{sections.waiting.map(lead)}</ul>
            </section>
          )}
          {sections.back.length > 0 && (
            <section>
              <div className="section-head">
                <h2>They wrote back</h2>
              </div>
              <ul className="list">{sections.back.map(lead)}</ul>
            </section>
          )}
          <NotSureSection rows={inSection('not-sure')} gone={gone} first={first} mayAct={day.mayAct} />
          <NotSentSection rows={inSection('not-sent')} gone={gone} mayAct={day.mayAct} />
          {sections.steps.length > 0 && (
            <section>
              <div className="section-head">
                <h2>{day.mine ? 'Your next steps today' : 'Next steps today'}</h2>
                {day.done.done > 0 && (
                  <p>
                    {day.done.done} of {day.done.of} done
                  </p>
                )}
              </div>
              <ul className="list">{sections.steps.map(lead)}</ul>
            </section>
          )}
          {day.beyond > 0 && (
            <p className="quiet">
              {day.beyond.toLocaleString('en-GB')} more have something to do.{' '}
              <Link to={day.mine ? '/leads?owner=me' : '/leads'}>All open leads</Link>
            </p>
          )}
          {rows.length === 0 && (
            <section className="card calm nothing">
              <p>{day.next ?? 'When somebody writes or rings, they stand here with the time until they are to hear from you.'}</p>
              <p className="quiet">You can put the phone away.</p>
            </section>
          )}
        </div>
        <aside aria-label="Beside the list">
          {!day.health.ok && (
            <section className="card alarm" role="alert">
              <h2>Nobody is being reminded</h2>
              <p>{day.health.text}</p>
            </section>
          )}
          <WeekCard figures={day.week} />
          {day.health.ok && <p className="faint health">{day.health.text}</p>}
        </aside>
      </div>
      {did && <DidNotice key={did.key} did={did} />}
    </>
  );
}

const LeadRow = ({ row, now, first, gone }: { row: TodayRow; now: number; first: boolean; gone: boolean }) => (
  <Row
    id={row.id}
    to={`/leads/${row.number}`}
    who={row.who}
    asked={row.asked}
    below={row.below}
    burn={burnAt(row.fuse, now)}
    gone={gone}
    beside={
      <>
        {row.chip && <span className={`chip ${row.chip.tone}`}>{row.chip.words}</span>}
        {row.source && <small>{row.source}</small>}
      </>
    }
  >
    <Link className={first ? 'button first' : 'button'} to={row.act.href}>
      {row.act.words}
      <span className="unseen"> {row.who}</span>
    </Link>
  </Row>
);

type Sorted = { rows: NotSure[]; gone: ReadonlySet<string>; first: string | undefined; mayAct: boolean };

const NotSureSection = ({ rows, gone, first, mayAct }: Sorted) =>
  rows.length > 0 && (
    <section id="not-sure">
      <div className="section-head">
        <h2>Not sure</h2>
        <p>What are these?</p>
      </div>
      <ul className="list">
        {rows.map((row) => (
          <Row
            key={row.id}
            {...row}
            to={`/arrivals/${row.id}`}
            gone={gone.has(row.id)}
            beside={<small>{[row.source, row.sender !== row.who && row.sender].filter(Boolean).join(' · ')}</small>}
          >
            {mayAct && <SortButtons id={row.id} about={row.who} first={row.id === first} />}
          </Row>
        ))}
      </ul>
    </section>
  );

const NotSentSection = ({ rows, gone, mayAct }: { rows: NotSent[]; gone: ReadonlySet<string>; mayAct: boolean }) =>
  rows.length > 0 && (
    <section id="not-sent">
      <div className="section-head">
        <h2>Not sent</h2>
        <p>Did it go another way?</p>
      </div>
      <ul className="list">
        {rows.map((row) => (
          <Row
            key={row.id}
            id={row.id}
            to={`/leads/${row.number}`}
            who={row.to}
            asked={`${row.what}, ${row.words}`}
            below={`#${row.number}`}
            gone={gone.has(row.id)}
          >
            {mayAct && (
              <Form method="post" className="sorting" preventScrollReset>
                <input type="hidden" name="do" value="settle" />
                <input type="hidden" name="id" value={row.id} />
                <button className="button" type="submit" name="sent" value="yes">
                  I sent it<span className="unseen">: {row.to}</span>
                </button>
                <button className="button" type="submit" name="sent" value="no">
                  It did not go<span className="unseen">: {row.to}</span>
                </button>
              </Form>
            )}
          </Row>
        ))}
      </ul>
    </section>
  );
