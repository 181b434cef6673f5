import { answerBy } from '#domain/answer-by.ts';
import { readAnswers, readQuestions, storedAnswers } from '#domain/questions.ts';
import { isSource } from '#domain/source.ts';
import type { ContactRow, LeadRow } from '#store/schema.ts';
import { changePoints, type PointEdit } from '../contacts/change-points.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { type Act, type Actor, actOnLead, type Which } from './act-on-lead.ts';
import { markSeen, moveDue, planStep } from './moves.ts';

export type Edit = {
  value?: number | null | undefined;
  name?: string | null | undefined;
  company?: string | null | undefined;
  /** Their addresses and numbers: what is not named stays. */
  points?: PointEdit[] | undefined;
  urgent?: boolean | undefined;
  wants?: string[] | undefined;
  statusNote?: string | null | undefined;
  siteAddress?: string | null | undefined;
  /** How and when they like to be reached. */
  reach?: string | null | undefined;
  heardOf?: string | null | undefined;
  /** To the team's own questions, by key; null takes one out, what is not named stays. */
  answers?: Record<string, string | null> | undefined;
  nextStep?: { what: string; dueAt: number; toldThem?: boolean | undefined } | undefined;
};

/** Changes what is known of a lead, or its next step. What was changed is on the timeline, never the words themselves. */
export const editLead = (env: Env, which: Which, actor: Actor, edit: Edit) =>
  env.write((tx) =>
    actOnLead(tx, which, actor, 'edit', async (act) => {
      const { lead } = act.case;
      const before = { ...lead };
      markSeen(act);
      if (edit.value !== undefined) lead.value = edit.value;
      if (edit.statusNote !== undefined) lead.status_note = edit.statusNote;
      if (edit.siteAddress !== undefined) lead.site_address = edit.siteAddress || null;
      if (edit.reach !== undefined) lead.reach = edit.reach || null;
      if (edit.heardOf !== undefined) lead.heard_of = edit.heardOf || null;
      if (edit.answers !== undefined) lead.answers = answered(act, edit.answers);
      if (edit.wants !== undefined) lead.wants = edit.wants.length > 0 ? JSON.stringify(edit.wants) : null;
      if (edit.urgent !== undefined) hurry(act, edit.urgent);
      const person = edit.name !== undefined || edit.company !== undefined ? await rename(act, edit) : null;
      const what = [...changed(edit, { ...before, ...person }, lead), ...(await changePoints(act, edit.points ?? []))];
      if (what.length > 0) act.tell('edited', { what });
      if (edit.nextStep) {
        if (lead.state !== 'open') throw new Refusal(409, 'Only an open lead has a next step. Reopen it first.');
        const { toldThem, ...step } = edit.nextStep;
        await planStep(act, { ...step, waiting: false, chosen: true, toldThem: toldThem ?? false });
        if (act.case.clock?.try_due_at) act.case.clock.try_due_at = step.dueAt;
        act.tell('next-step', { due: step.dueAt });
      }
    }),
  );

type Before = LeadRow & Partial<Pick<ContactRow, 'name' | 'company'>>;

/** What differs now of what was said: a form sends everything that stands in it. */
function changed(edit: Edit, before: Before, after: LeadRow): string[] {
  const columns = {
    value: 'value',
    statusNote: 'status_note',
    siteAddress: 'site_address',
    reach: 'reach',
    heardOf: 'heard_of',
    answers: 'answers',
    wants: 'wants',
  } as const;
  const differs: Record<string, boolean> = {
    urgent: (before.urgent_at === null) !== (after.urgent_at === null),
    name: before.name !== undefined && before.name !== edit.name,
    company: before.company !== undefined && before.company !== edit.company,
  };
  for (const [key, column] of Object.entries(columns)) differs[key] = before[column] !== after[column];
  return Object.keys(edit).filter((key) => edit[key as keyof Edit] !== undefined && differs[key]);
}

/** An answer that is known stays, also to a question that is no longer asked; a new one needs its question. */
function answered({ standard: { team }, case: { lead } }: Act, said: Record<string, string | null>): string | null {
  const answers = readAnswers(lead.answers);
  const keys = readQuestions(team.questions).map(({ key }) => key);
  for (const [key, answer] of Object.entries(said)) {
    if (answer && !keys.includes(key)) {
      const known = keys.length > 0 ? `The questions are ${keys.join(', ')}.` : 'The team has no questions of its own.';
      throw new Refusal(422, `There is no question “${key}”. ${known}`, { field: `answers.${key}` });
    }
    if (answer) answers[key] = answer;
    else delete answers[key];
  }
  return storedAnswers(answers);
}

async function rename({ tx, made, case: { lead } }: Act, { name, company }: Edit): Promise<Pick<ContactRow, 'name' | 'company'>> {
  const was = await tx.db
    .selectFrom('contacts')
    .select(['name', 'company'])
    .where('id', '=', lead.contact_id)
    .executeTakeFirstOrThrow();
  made.push({ table: 'contacts', id: lead.contact_id, was });
  await tx.db
    .updateTable('contacts')
    .set({ ...(name === undefined ? {} : { name }), ...(company === undefined ? {} : { company }) })
    .where('id', '=', lead.contact_id)
    .execute();
  // Their other leads are found by the new name too.
  await tx.db.updateTable('leads').set({ indexed_version: 0 }).where('contact_id', '=', lead.contact_id).execute();
  return was;
}

/** Urgent brings the answer forward; taking it back never makes it later than was told. */
function hurry(act: Act, urgent: boolean): void {
  const { lead, clock } = act.case;
  const { rule, timetable, team } = act.standard;
  lead.urgent_at = urgent ? (lead.urgent_at ?? act.now) : null;
  if (!clock || !urgent) return;
  const owed = answerBy(
    {
      receivedAt: Math.max(clock.started_at, act.now),
      kind: clock.kind === 'first' ? 'first' : 'again',
      source: isSource(lead.source) ? lead.source : 'other',
      channel: lead.channel_id,
      urgent: true,
      onCall: rule.urgentOutside === 'on-call' && team.on_call !== null,
    },
    rule,
    timetable,
  );
  if (owed.dueAt < clock.due_at) moveDue(act, clock, owed);
}
