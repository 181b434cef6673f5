import { useEffect } from 'react';
import { data, Link, redirect, replace, type ShouldRevalidateFunctionArgs, useSearchParams } from 'react-router';
import { findLeadByNumber } from '#store/leads.ts';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { here } from '../ui/here.ts';
import { keepOnLoss } from '../ui/keeping.ts';
import { Asleep, Closed } from '../ui/lead/at-rest.tsx';
import { CallSheet, DoneSheet } from '../ui/lead/call-sheet.tsx';
import { CloseSheet } from '../ui/lead/close-sheet.tsx';
import { Composer } from '../ui/lead/composer.tsx';
import { EditSheet } from '../ui/lead/edit-sheet.tsx';
import { actOnScreen } from '../ui/lead/lead-acts.ts';
import { LeadHead, ThumbBar } from '../ui/lead/lead-head.tsx';
import { leadOnScreen } from '../ui/lead/lead-shown.ts';
import { LeadSide } from '../ui/lead/lead-side.tsx';
import { leadTasks } from '../ui/lead/lead-tasks.ts';
import { LongerSheet } from '../ui/lead/longer-sheet.tsx';
import { MoreSheet } from '../ui/lead/more-sheet.tsx';
import { NextStepCard } from '../ui/lead/next-step-card.tsx';
import { Notice } from '../ui/lead/notice.tsx';
import { logged, noticeOf } from '../ui/lead/notice-of.ts';
import { SameCard } from '../ui/lead/same-card.tsx';
import { StageLine } from '../ui/lead/stage-line.tsx';
import { StepSheet } from '../ui/lead/step-sheet.tsx';
import { TaskCard } from '../ui/lead/task-card.tsx';
import { Timeline } from '../ui/lead/timeline.tsx';
import { WhatTheyAsked } from '../ui/lead/what-they-asked.tsx';
import { wrongOf } from '../ui/lead/wrong-of.ts';
import { leadNumber } from '../ui/lead-number.ts';
import { sayerOf } from '../ui/sayer-of.ts';
import { useKept } from '../ui/use-kept.ts';
import { WrongBox } from '../ui/wrong-box.tsx';
import type { Route } from './+types/lead.ts';

const nothing = () => data('There is no such lead.', { status: 404 });

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const row = await findLeadByNumber(env.read, leadNumber(params.number));
  if (!row) throw nothing();
  const standard = await readStandard(env.read);
  const [lead, tasks, notice] = await Promise.all([
    leadOnScreen(env, standard, row, member),
    leadTasks(env, row.id, member.id, sayerOf(standard)),
    noticeOf(env, member.id, new URL(request.url), standard, sayerOf(standard), row),
  ]);
  return { lead, tasks, notice, logged: logged(lead) };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const number = leadNumber(params.number);
  const form = await request.formData();
  try {
    const acted = await actOnScreen(env, number, member.id, form);
    const stay = form.get('stay') === 'call' ? 'call&' : '';
    const said = form.get('intent') === 'write' ? '&said' : '';
    const did = acted.undo ? `?${stay}did=${acted.undo.id}${said}` : '';
    const place = `/leads/${acted.number ?? number}${did}`;
    return acted.number ? redirect(place, 303) : replace(place, 303);
  } catch (error) {
    const { wrong, status } = await wrongOf(env, error, number, form);
    return data({ wrong }, { status });
  }
}

export const clientAction = ({ serverAction, request }: Route.ClientActionArgs) => keepOnLoss(serverAction, request);

/** Opening and closing a sheet asks for nothing. Whoever is told that something changed sees it, and may press again. */
export function shouldRevalidate(asked: ShouldRevalidateFunctionArgs) {
  const { currentUrl, nextUrl, formMethod, actionStatus, defaultShouldRevalidate } = asked;
  if (actionStatus === 412 || actionStatus === 409) return true;
  const samePlace = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search;
  const did = nextUrl.searchParams.get('did');
  return samePlace && !formMethod && (did === null || did === currentUrl.searchParams.get('did'))
    ? false
    : defaultShouldRevalidate;
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData ? `${loaderData.lead.who} · #${loaderData.lead.number} · Baton` : 'Baton' },
];

const sheets = {
  call: CallSheet,
  done: DoneSheet,
  close: CloseSheet,
  step: StepSheet,
  longer: LongerSheet,
  edit: EditSheet,
  more: MoreSheet,
};

export default function Lead({ loaderData: { lead, tasks, notice, logged }, actionData }: Route.ComponentProps) {
  const [search] = useSearchParams();
  const wrong = useKept(actionData)?.wrong;
  const open = (Object.keys(sheets) as (keyof typeof sheets)[]).find((name) => search.has(name));
  const Sheet = open && lead.mayAct ? sheets[open] : null;
  const inSheet = Sheet !== null;
  const shown = notice ?? (search.has('logged') ? logged : null);
  useSeen(lead.number, lead.mayAct);
  return (
    <article className="lead" key={lead.number}>
      <LeadHead lead={lead} />
      <WhatTheyAsked lead={lead} />
      {wrong && !inSheet && !['write', 'task'].includes(wrong.intent) && <WrongBox wrong={wrong} />}
      <StageLine lead={lead} />
      <div className="beside">
        <div>
          <NextStepCard lead={lead} />
          <Asleep lead={lead} />
          <Closed lead={lead} />
          <SameCard lead={lead} />
          {lead.mayAct && <Composer lead={lead} wrong={inSheet ? undefined : wrong} />}
          <Timeline lead={lead} />
        </div>
        <LeadSide lead={lead}>
          <TaskCard lead={lead} tasks={tasks} wrong={inSheet ? undefined : wrong} />
        </LeadSide>
      </div>
      {lead.mayAct && <ThumbBar lead={lead} />}
      {Sheet && <Sheet key={open} lead={lead} wrong={wrong} notice={notice} />}
      {shown && open !== 'call' && <Notice key={shown.id} notice={shown} back={`/leads/${lead.number}`} />}
    </article>
  );
}

/** After two seconds before somebody's eyes it has been seen; looking alone never says so. */
function useSeen(number: number, mayAct: boolean): void {
  useEffect(() => {
    if (!mayAct) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible') return;
      timer = setTimeout(() => {
        document.removeEventListener('visibilitychange', look);
        fetch(here(`/leads/${number}/seen`), { method: 'POST' }).catch(() => {});
      }, 2_000);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [number, mayAct]);
}

export function ErrorBoundary() {
  return (
    <section className="card calm">
      <h1>There is no such lead.</h1>
      <p className="quiet">
        It may have been typed wrong. <Link to="/leads">All leads</Link>
      </p>
    </section>
  );
}
