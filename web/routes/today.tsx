import { useRef } from 'react';
import { data, Link, replace, type ShouldRevalidateFunctionArgs, useSearchParams } from 'react-router';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { addressWith } from '../ui/address-with.ts';
import { keepOnLoss, type Wrong } from '../ui/keeping.ts';
import { actOnScreen } from '../ui/lead/lead-acts.ts';
import { Notice } from '../ui/lead/notice.tsx';
import { noticeOf } from '../ui/lead/notice-of.ts';
import { wrongOf } from '../ui/lead/wrong-of.ts';
import { useNow } from '../ui/live/use-now.ts';
import { useSteady, WhatsNew } from '../ui/live/use-steady.tsx';
import { textIn } from '../ui/refused.ts';
import { sayerOf } from '../ui/sayer-of.ts';
import { type DayRow, readToday } from '../ui/today/day.ts';
import { daySheet } from '../ui/today/day-sheet.ts';
import { DidNotice } from '../ui/today/did-notice.tsx';
import { DoneNotice } from '../ui/today/done-notice.tsx';
import { HappenedSheet } from '../ui/today/happened-sheet.tsx';
import { practiceShown } from '../ui/today/practice.ts';
import { PracticeCard } from '../ui/today/practice-card.tsx';
import { LeadSection, NotSentSection, NotSureSection } from '../ui/today/sections.tsx';
import { TaskSection } from '../ui/today/task-section.tsx';
import { actOnList, type Did } from '../ui/today/today-acts.ts';
import { useMovingRows } from '../ui/today/use-moving-rows.ts';
import { WeekCard } from '../ui/today/week-card.tsx';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/today.ts';

/** The lead that a sheet over the list is about. */
const onSheet = (asked: URLSearchParams): number => Number(asked.get('done') ?? asked.get('call')) || 0;

export async function loader({ context, request }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const url = new URL(request.url);
  const asked = url.searchParams;
  const standard = await readStandard(env.read);
  const say = sayerOf(standard);
  const [day, practice, sheet, notice] = await Promise.all([
    readToday(env, standard, member, { mine: asked.get('who') !== 'everyone', all: asked.has('all') }),
    practiceShown(env, member),
    member.role === 'viewer' ? null : daySheet(env, standard, say, onSheet(asked)),
    noticeOf(env, member.id, url, standard, say),
  ]);
  return { ...day, practice, sheet, notice };
}

export async function action({ context, request }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const form = await request.formData();
  if (textIn(form, 'do') !== 'lead') return { did: await actOnList(env, member.id, form) };
  const number = Number(textIn(form, 'number')) || 0;
  try {
    const { undo } = await actOnScreen(env, number, member.id, form);
    const shut = { index: '', done: '', call: '', undo: '', did: undo?.id ?? '' };
    return replace(`/${addressWith(new URL(request.url).searchParams, shut)}`, 303);
  } catch (error) {
    const { wrong, status } = await wrongOf(env, error, number, form);
    return data({ wrong }, { status });
  }
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepOnLoss(serverAction);

/** Shutting a sheet asks for nothing. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  const without = ({ searchParams }: URL) => addressWith(searchParams, { done: '', call: '' });
  const shut = onSheet(currentUrl.searchParams) > 0 && onSheet(nextUrl.searchParams) === 0;
  return shut && !formMethod && without(currentUrl) === without(nextUrl) ? false : defaultShouldRevalidate;
}

export const meta: Route.MetaFunction = () => [{ title: 'Today · Baton' }];

export default function Today({ loaderData: day, actionData }: Route.ComponentProps) {
  const [asked] = useSearchParams();
  const told = useKept<{ did?: Did; wrong?: Wrong }>(actionData);
  const { did, wrong } = told ?? {};
  const now = useNow(day.now);
  const list = useRef<HTMLDivElement>(null);
  const key = `${day.mine} ${did?.key ?? ''} ${day.notice?.id ?? ''}`;
  const { rows, withheld, gone, zone, letGo } = useSteady<DayRow>(day.rows, key);
  useMovingRows(list, rows);
  const inSection = <Section extends DayRow['section']>(section: Section) =>
    rows.filter((row): row is Extract<DayRow, { section: Section }> => row.section === section);
  const shown = { gone, first: rows[0]?.id, now, mayAct: day.mayAct, over: (href: string) => overList(asked, href) };
  const back = `/${addressWith(asked, { done: '', call: '', did: '', undo: '' })}`;
  const sheet = day.sheet && onSheet(asked) === day.sheet.number ? day.sheet : null;
  const others = addressWith(asked, { who: 'everyone', did: '', undo: '' });
  return (
    <>
      <div className="hero">
        <div>
          <h1 tabIndex={-1}>{day.headline}</h1>
          <p>
            {day.when}
            {day.others && (
              <>
                {' · '}
                <Link to={others}>{day.others}</Link>
              </>
            )}
          </p>
        </div>
        {day.several && (
          <nav className="switch" aria-label="Whose">
            <Link to="?" aria-current={day.mine}>
              Mine
            </Link>
            <Link to={others} aria-current={!day.mine}>
              Everyone
            </Link>
          </nav>
        )}
      </div>
      <div className="day">
        <div className="today">
          {!day.health.ok && (
            <section className="card alarm" role="alert">
              <h2>Nobody is being reminded</h2>
              <p>{day.health.text}</p>
            </section>
          )}
          <div className="lists" ref={list} {...zone}>
            <PracticeCard practice={day.practice} />
            <WhatsNew key={key} rows={rows} withheld={withheld} nameOf={nameOf} letGo={letGo} />
            <LeadSection
              {...shown}
              title="Waiting to hear from us"
              beside={
                <>
                  {day.promise}
                  {day.unsure > 0 && (
                    <>
                      {' · '}
                      {day.unsure} more {day.unsure === 1 ? 'is' : 'are'} <a href="#not-sure">not sure</a>
                    </>
                  )}
                </>
              }
              rows={inSection('waiting')}
            />
            <LeadSection {...shown} title="They wrote back" rows={inSection('wrote-back')} />
            <NotSureSection {...shown} rows={inSection('not-sure')} />
            <NotSentSection gone={gone} rows={inSection('not-sent')} mayAct={day.mayAct} />
            <LeadSection
              {...shown}
              title={day.mine ? 'Your next steps today' : 'Next steps today'}
              beside={day.done.done > 0 && `${day.done.done} of ${day.done.of} done`}
              rows={inSection('steps')}
            />
            <TaskSection gone={gone} rows={inSection('tasks')} mayAct={day.mayAct} />
            {day.beyond.many > 0 && (
              <p className="quiet">
                {day.beyond.many.toLocaleString('en-GB')} more {day.beyond.many === 1 ? 'has' : 'have'} something to do.{' '}
                {day.beyond.here ? (
                  <Link to={addressWith(asked, { all: 'yes', did: '', undo: '' })} preventScrollReset>
                    Show more
                  </Link>
                ) : (
                  <Link to={day.mine ? '/leads?owner=me' : '/leads'}>All open leads</Link>
                )}
              </p>
            )}
            {rows.length === 0 && (
              <section className="card calm nothing">
                <p>
                  {day.next ?? 'When somebody writes or rings, they stand here with the time until they are to hear from you.'}
                </p>
                <p className="quiet">You can put the phone away.</p>
              </section>
            )}
          </div>
          <aside aria-label="Beside the list">
            <WeekCard figures={day.week} />
            {day.health.ok && <p className="faint health">{day.health.text}</p>}
          </aside>
        </div>
      </div>
      {sheet && <HappenedSheet key={sheet.number} lead={sheet} wrong={wrong} back={back} />}
      {did && <DidNotice key={did.key} did={did} />}
      {wrong && !sheet && <DoneNotice key={wrong.message} words={wrong.message} />}
      {day.notice && !sheet && !did && <Notice key={day.notice.id} notice={day.notice} back={back} />}
    </>
  );
}

const nameOf = (row: DayRow): string => (row.section === 'not-sent' ? row.to : row.section === 'tasks' ? row.what : row.who);

/** "?done=1042" put over the list as it is asked for now. */
function overList(asked: URLSearchParams, href: string): string {
  const shut = { done: '', call: '', did: '', undo: '' };
  return addressWith(asked, { ...shut, ...Object.fromEntries(new URLSearchParams(href)) });
}
