import { data } from 'react-router';
import { keyForQuestion, mostQuestions, type Question, questionsProblem, readQuestions } from '#domain/questions.ts';
import { oneLine } from '#domain/well-formed.ts';
import type { TeamRow } from '#store/schema.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import { changeTeam } from '#work/team/change-team.ts';
import { stampOf } from '#work/team/changed-meanwhile.ts';
import { type Refused, refused, textIn } from '../refused.ts';
import { admitAdmin } from './admit-admin.ts';

export type QuestionFields = { key: string; label: string; when: Question['when']; required: boolean };
export type QuestionsShown = { seen: string; questions: QuestionFields[]; most: number };

const shown = ({ key, label, when, required }: Question): QuestionFields => ({ key, label, when, required: required === true });

/** The team's own questions as they stand. */
export const showQuestions = (team: TeamRow): QuestionsShown => ({
  seen: stampOf(team, ['questions']),
  questions: readQuestions(team.questions).map(shown),
  most: mostQuestions,
});

/** What was typed: those there are, and last the one to be added, if it has words. */
export function typedQuestions(form: FormData): QuestionFields[] {
  const typed: QuestionFields[] = [];
  for (let n = 0; n <= mostQuestions && form.has(`question.${n}.label`); n++) {
    const said = (name: string) => textIn(form, `question.${n}.${name}`);
    const [key, label] = [said('key').slice(0, 40), oneLine(said('label'), 120)];
    const when = said('when') === 'when-known' ? 'when-known' : 'always';
    if (key !== '' || label !== '') typed.push({ key, label, when, required: said('required') !== '' });
  }
  return typed;
}

/** Those that were typed after `remove:2`, `up:2` or `down:2`; whatever else was pressed leaves them as they are. */
export function moved<One>(typed: readonly One[], press: string): One[] {
  const [deed, n = ''] = press.split(':');
  const at = Number(n);
  const others = typed.filter((_, place) => place !== at);
  if (n === '' || others.length === typed.length) return [...typed];
  if (deed === 'remove') return others;
  const to = deed === 'up' ? at - 1 : deed === 'down' ? at + 1 : at;
  return others.toSpliced(Math.max(0, to), 0, typed[at]!);
}

/** The questions as they are kept. Who adds one says its words alone; its key is made from them and stays, however it is reworded. */
export function readTyped(typed: readonly QuestionFields[]): Question[] {
  const keys = typed.map(({ key }) => key).filter((key) => key !== '');
  return typed.map(({ key, label, when, required }) => {
    if (label === '')
      throw new Refusal(422, 'A question needs words. To take one off the form, remove it.', { field: 'questions' });
    const made = key || keyForQuestion(label, keys);
    if (questionsProblem([{ key: made, label, when }]))
      throw new Refusal(422, `“${label}” is asked already.`, { field: 'questions' });
    keys.push(made);
    return { key: made, label, when, ...(required && when === 'always' ? { required: true as const } : {}) };
  });
}

export type QuestionsTold = Partial<Refused> & {
  about: 'questions';
  saved?: string;
  typed?: QuestionFields[];
  /** What stood there before, for taking it back. */
  before?: string;
};

const words: Record<string, string> = {
  remove: 'Removed. Answers that were given to it stay on their leads.',
  back: 'It is as it was before.',
};

export async function changeQuestions(env: Env, me: { id: string; role: string }, form: FormData) {
  const [press, seen] = [textIn(form, 'press'), textIn(form, 'seen')];
  const typed = typedQuestions(form);
  try {
    admitAdmin(me);
    const back = press === 'back';
    const questions = back ? backTo(textIn(form, 'before')) : readTyped(moved(typed, press));
    const before = await env.read.selectFrom('team').selectAll().executeTakeFirstOrThrow();
    await changeTeam(env, { memberId: me.id, change: { questions }, seen: seen || undefined });
    const saved = words[press.split(':')[0]!] ?? 'Saved. The form asks it like this from now on.';
    return data<QuestionsTold>({ about: 'questions', saved, ...(back ? {} : { before: before.questions ?? '[]' }) });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<QuestionsTold>({ about: 'questions', ...told, ...(typed.length > 0 ? { typed } : {}) }, init ?? 422);
  }
}

/** What the page itself was given to take back; anything else is refused like what is typed. */
function backTo(text: string): Question[] {
  const isQuestion = (one: unknown): one is QuestionFields =>
    typeof one === 'object' &&
    one !== null &&
    'key' in one &&
    typeof one.key === 'string' &&
    'label' in one &&
    typeof one.label === 'string';
  try {
    const all: unknown = JSON.parse(text.slice(0, 10_000));
    if (Array.isArray(all) && all.every(isQuestion))
      return readTyped(
        all.map((one) => ({
          ...one,
          when: one.when === 'when-known' ? 'when-known' : 'always',
          required: Boolean(one.required),
        })),
      );
  } catch {
    // Said below, as for anything else that is no list of questions.
  }
  throw new Refusal(400, 'Baton does not know what to take back.');
}
