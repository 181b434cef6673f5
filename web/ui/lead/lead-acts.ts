import { type Closing, closings, type Reason, type Result, reasons } from '#domain/lead.ts';
import { readMoney } from '#domain/money.ts';
import { readQuestions } from '#domain/questions.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import { needAnswer } from '#work/arrivals/need-answer.ts';
import { askSamePerson, saySamePerson, sayTwoPeople } from '#work/arrivals/same-person.ts';
import { splitArrival } from '#work/arrivals/split-arrival.ts';
import type { PointEdit } from '#work/contacts/change-points.ts';
import type { Env } from '#work/env.ts';
import type { Actor, Done, Which } from '#work/leads/act-on-lead.ts';
import { addNote } from '#work/leads/add-note.ts';
import { askForTask } from '#work/leads/ask-for-task.ts';
import { changeStage } from '#work/leads/change-stage.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { confirmStep } from '#work/leads/confirm-step.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import { finishStep } from '#work/leads/finish-step.ts';
import { dropTask, finishTask } from '#work/leads/finish-task.ts';
import { keepDraft } from '#work/leads/keep-draft.ts';
import { logTouch, type Then, type Touch } from '#work/leads/log-touch.ts';
import { mergeLeads } from '#work/leads/merge-leads.ts';
import { putLater } from '#work/leads/put-later.ts';
import { reopenLead } from '#work/leads/reopen-lead.ts';
import { sayItTakesLonger } from '#work/leads/say-it-takes-longer.ts';
import { settleLetter } from '#work/leads/settle-letter.ts';
import { snoozeStep } from '#work/leads/snooze-step.ts';
import { unmergeLead } from '#work/leads/unmerge-lead.ts';
import { waitForThem } from '#work/leads/wait-for-them.ts';
import { Refusal } from '#work/refusal.ts';
import { asShown } from './ways-shown.ts';

type Said = {
  env: Env;
  standard: Standard;
  which: Which & { number: number };
  actor: Actor & { memberId: string };
  /** What a field holds, without blanks around it; '' where there is none. */
  field(name: string): string;
  has(name: string): boolean;
  names: readonly string[];
};

/** `number`: another lead that it leads to. */
export type Acted = { undo: Done<unknown>['undo']; number?: number };

/** What the buttons of the lead's screen do, by the name they send as `intent`. */
const acts: Record<string, (said: Said) => Promise<Acted>> = {
  write,
  touch: ({ env, which, actor, field, standard }) => logTouch(env, { number: which.number }, actor, touchOf(field, standard)),
  note: ({ env, which, actor, field }) => addNote(env, which, actor, field('text')),
  confirm: ({ env, which, actor, field }) =>
    confirmStep(env, which, actor, field('told') ? { told: field('told') === 'yes' } : {}),
  step: ({ env, which, actor, field, standard }) =>
    field('what') === 'wait'
      ? waitForThem(env, which, actor, dayOf(field('date'), standard))
      : editLead(env, which, actor, { nextStep: stepOf(field, standard) }),
  finish: ({ env, which, actor, field, standard }) => finishStep(env, which, actor, stepOf(field, standard)),
  snooze: ({ env, which, actor, field, standard }) => snoozeStep(env, which, actor, momentOf(field, standard)),
  wait: ({ env, which, actor, field, standard }) => waitForThem(env, which, actor, dayOf(field('day'), standard)),
  later: ({ env, which, actor, field, standard }) =>
    putLater(env, which, actor, { until: dayOf(field('day'), standard), what: oneLine(field('what'), 300) || undefined }),
  close,
  stage: ({ env, which, actor, field }) => changeStage(env, which, actor, field('stage')),
  status: ({ env, which, actor, field }) => editLead(env, which, actor, { statusNote: manyLines(field('text'), 2_000) || null }),
  edit,
  reopen: ({ env, which, actor, field, standard }) => reopenLead(env, which, actor, stepOf(field, standard)),
  longer: ({ env, which, actor, field, standard }) => sayItTakesLonger(env, which, actor, momentOf(field, standard)),
  settle: ({ env, actor, field }) =>
    settleLetter(env, { id: field('letter'), memberId: actor.memberId, sent: field('sent') === 'yes' }),
  'needs-answer': ({ env, which, actor, field }) => needAnswer(env, which, actor, field('touch')),
  split: async ({ env, actor, field }) => {
    const { lead, undo } = await splitArrival(env, { id: field('arrival'), memberId: actor.memberId });
    return { undo, number: lead.number };
  },
  merge: async ({ env, which, actor, field }) => {
    const { undo, value } = await mergeLeads(env, which, actor, Number(field('into').replace('#', '')) || 0);
    return { undo, number: value.survivor.number };
  },
  task: ({ env, which, actor, field, standard }) =>
    askForTask(env, which, actor, {
      what: field('what'),
      dueAt: dayOf(field('date'), standard),
      memberId: field('member') || actor.memberId,
    }),
  'task-done': ({ env, actor, field }) => finishTask(env, { id: field('task'), memberId: actor.memberId }),
  'task-drop': ({ env, actor, field }) => dropTask(env, { id: field('task'), memberId: actor.memberId }),
  'same-person': async ({ env, which, actor, field }) => {
    const other = { contact: field('contact'), ...(field('are') === 'one-lead' ? { into: Number(field('other')) || 0 } : {}) };
    return field('are') === 'two' ? sayTwoPeople(env, which, actor, other) : saySamePerson(env, which, actor, other);
  },
  unmerge: async ({ env, which, actor }) => ({ undo: (await unmergeLead(env, which, actor)).undo }),
};

/** Does what a form of the lead's screen asks for. Throws Refusal. */
export async function actOnScreen(env: Env, number: number, memberId: string, form: FormData): Promise<Acted> {
  const field = (name: string) => String(form.get(name) ?? '').trim();
  const has = (name: string) => form.has(name);
  const names = [...form.keys()];
  const act = Object.hasOwn(acts, field('intent')) ? acts[field('intent')] : undefined;
  if (!act) throw new Refusal(400, 'This button is not known here. Load the page again.');
  const version = /^\d+$/.test(field('version')) ? Number(field('version')) : undefined;
  return act({ env, standard: await readStandard(env.read), which: { number, version }, actor: { memberId }, field, has, names });
}

/** The composer: a letter, a call, or a note. What has taken place is never refused for being late; a letter that crosses another is. */
async function write(said: Said): Promise<Acted> {
  const { env, which, actor, field, standard } = said;
  const { number } = which;
  const kind = field('kind');
  const text = manyLines(field('text'));
  const done =
    kind === 'note'
      ? await addNote(env, { number }, actor, text)
      : kind === 'call'
        ? await logTouch(env, { number }, actor, touchOf(field, standard))
        : await logTouch(env, which, actor, followed(letterOf(text), thenOf(field, standard)));
  await keepDraft(env, { number, memberId: actor.memberId, kind, text: '' });
  return done;
}

const letterOf = (text: string): Touch => ({ kind: 'email', direction: 'out', result: 'sent', text, send: true });

const followed = (touch: Touch, then: Then): Touch => ({ ...touch, then });

const outward: readonly Result[] = ['spoke', 'no-answer', 'left-message', 'wrong-number', 'sent'];

function touchOf(field: Said['field'], standard: Standard): Touch {
  const result = outward.find((one) => one === field('result'));
  if (!result) throw new Refusal(422, 'Say how it went.', { field: 'result' });
  const text = manyLines(field('text'), 2_000);
  const kind = result === 'sent' ? 'email' : /^(visit|meeting|whatsapp|sms)$/.test(field('by')) ? field('by') : 'phone';
  const at = Number(field('at'));
  const touch: Touch = {
    kind,
    direction: field('they') === 'yes' && result === 'spoke' ? 'in' : 'out',
    result,
    ...(text ? { text } : {}),
    ...(at > 0 ? { at } : {}),
    ...(/^\d{1,4}$/.test(field('minutes')) ? { minutes: Number(field('minutes')) } : {}),
  };
  return followed(touch, thenOf(field, standard));
}

/** What the form says comes after it; nothing said is the usual step. */
function thenOf(field: Said['field'], standard: Standard): Then {
  switch (field('after')) {
    case 'wait':
      return { waitUntil: dayOf(field('waitDay'), standard) };
    case 'step':
      return { nextStep: { what: whatOf(field('nextWhat')), dueAt: dayOf(field('nextDay'), standard) } };
    case 'question':
      return { close: { outcome: 'question' } };
    default:
      return { usual: true };
  }
}

async function close({ env, which, actor, field, standard }: Said): Promise<Acted> {
  const outcome = closings.find((one): one is Closing => one === field('outcome'));
  if (!outcome) throw new Refusal(422, 'Say how it ended.', { field: 'outcome' });
  const reason = reasons.find((one): one is Reason => one === field('reason'));
  const months = Number(field('months'));
  const how = {
    outcome,
    ...(outcome === 'lost' && reason ? { reason } : {}),
    ...(outcome === 'won' && field('value') ? { value: amountOf(field('value'), standard) } : {}),
    ...(outcome === 'won' && field('heardOf') ? { heardOf: oneLine(field('heardOf')) } : {}),
    ...(outcome === 'won' && months > 0 ? { remindInMonths: months } : {}),
  };
  const message = outcome === 'lost' && field('tell') ? manyLines(field('message')) : '';
  if (message) return logTouch(env, which, actor, followed(letterOf(message), { close: how }));
  return closeLead(env, which, actor, how);
}

async function edit(said: Said): Promise<Acted> {
  const { env, which, actor, field, has, standard } = said;
  const known = {
    name: oneLine(field('name')) || null,
    company: oneLine(field('company')) || null,
    points: pointsOf(said),
    value: field('value') ? amountOf(field('value'), standard) : null,
    urgent: field('urgent') !== '',
    reach: oneLine(field('reach')) || null,
    siteAddress: oneLine(field('site')) || null,
    answers: Object.fromEntries(
      readQuestions(standard.team.questions)
        .filter(({ key }) => has(`answer.${key}`))
        .map(({ key }) => [key, manyLines(field(`answer.${key}`), 2_000) || null]),
    ),
  };
  try {
    return await editLead(env, which, actor, known);
  } catch (error) {
    if (error instanceof Refusal && error.contactId) await askSamePerson(env, which, error.contactId);
    throw error;
  }
}

/** An address or number is a field that is named by its kind and by how it stood, `phone:+447700900118`; a new one has no more than its kind. */
const pointsOf = ({ names, field, standard: { team } }: Said): PointEdit[] =>
  names.flatMap((name) => {
    const [, kind, was] = /^(email|phone):(.*)$/s.exec(name) ?? [];
    if (kind !== 'email' && kind !== 'phone') return [];
    const value = oneLine(field(name));
    const isAsShown = value === (was ? oneLine(asShown(kind, was, team.country)) : '');
    return isAsShown ? [] : [{ kind, was: was || null, value, field: name }];
  });

function amountOf(typed: string, { team }: Standard): number {
  const amount = readMoney(typed, team.currency);
  if (amount === null) throw new Refusal(422, 'This does not look like an amount. Write it such as 4800.', { field: 'value' });
  return amount;
}

function whatOf(typed: string): string {
  const what = oneLine(typed, 300);
  if (!what) throw new Refusal(422, 'Say what happens next.', { field: 'what' });
  return what;
}

const stepOf = (field: Said['field'], standard: Standard) => ({
  what: whatOf(field('what')),
  dueAt: momentOf(field, standard),
  toldThem: field('told') !== '',
});

/** A moment by one tap (`until`), or a day with or without a time, in the team's zone; a day alone is its opening. */
function momentOf(field: Said['field'], standard: Standard): number {
  if (/^\d{12,14}$/.test(field('until'))) return Number(field('until'));
  const time = field('time');
  if (!/^\d\d:\d\d$/.test(time)) return dayOf(field('date'), standard);
  return standard.timetable.at(dateOf(field('date')), time);
}

const dayOf = (typed: string, { timetable }: Standard): number =>
  timetable.blocksOn(timetable.addBusinessDays(dateOf(typed), 0))[0]!.from;

function dateOf(typed: string): string {
  try {
    return Temporal.PlainDate.from(/^\d{4}-\d\d-\d\d$/.test(typed) ? typed : '').toString();
  } catch {
    throw new Refusal(422, 'Choose a day.', { field: 'date' });
  }
}
