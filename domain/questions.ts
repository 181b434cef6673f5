import { roleOf, sayLabel } from './labels.ts';

/**
 * A question of the team's own: asked always, on form and quick log, or noted when it is known. Where it is required the browser
 * asks for it before it sends the form; an enquiry that comes without it is taken all the same.
 */
export type Question = { key: string; label: string; when: 'always' | 'when-known'; required?: true | undefined };

export const mostQuestions = 6;
const longest = 2_000;

/** What a form puts elsewhere, so that it would never be an answer. */
const taken: readonly string[] = ['name', 'first-name', 'last-name', 'email', 'phone', 'company', 'message', 'subject', 'urgent'];

/** Why these questions cannot be used, in a sentence, or null. */
export function questionsProblem(questions: readonly Question[]): string | null {
  if (questions.length > mostQuestions) return `There can be at most ${mostQuestions} questions of your own.`;
  for (const { key, label } of questions) {
    if (!/^[a-z][a-z\d-]{0,39}$/.test(key))
      return `The key “${key}” should be small letters, digits and hyphens, such as roof-type.`;
    if (bare(label) === '') return `The question “${key}” needs words.`;
    if (taken.includes(roleOf(key) ?? '')) return `“${key}” is asked already. Take another key.`;
  }
  const keys = questions.map(({ key }) => key);
  const labels = questions.map(({ label }) => bare(label));
  if (new Set(keys).size < keys.length) return 'Two questions have the same key.';
  return new Set(labels).size < labels.length ? 'Two questions have the same words.' : null;
}

/** A key for a question that is new, from its words, unlike those there are. */
export function keyForQuestion(label: string, taken: readonly string[]): string {
  const made = bare(label)
    .replace(/ß/g, 'ss')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  const base = made || 'extra';
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(key)) return key;
  }
}

/** The team's questions as its row has them. */
export const readQuestions = (stored: string | null): Question[] => (stored ? (JSON.parse(stored) as Question[]) : []);

/** Answers by key: what a form says under a question's key or words, whatever the case, accents and what builders put around it. */
export function answersIn(fields: Readonly<Record<string, string>>, questions: readonly Question[]): Record<string, string> {
  const said = new Map<string, string>();
  for (const [label, value] of Object.entries(fields))
    for (const name of [bare(label), bare(sayLabel(label))]) if (value.trim() !== '' && !said.has(name)) said.set(name, value);
  const answers: Record<string, string> = {};
  for (const { key, label } of questions) {
    const answer = said.get(bare(key)) ?? said.get(bare(label));
    if (answer !== undefined) answers[key] = answer.slice(0, longest);
  }
  return answers;
}

/** What a lead knows by key, as its row has it. */
export const readAnswers = (stored: string | null): Record<string, string> =>
  stored ? (JSON.parse(stored) as Record<string, string>) : {};

/** The answers as they are kept; none is null. */
export const storedAnswers = (answers: Readonly<Record<string, string>>): string | null =>
  Object.keys(answers).length > 0 ? JSON.stringify(answers) : null;

/** What is asked always and nobody has answered yet. */
export const unanswered = (questions: readonly Question[], answers: Readonly<Record<string, string>>): Question[] =>
  questions.filter(({ key, when }) => when === 'always' && !answers[key]);

const bare = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
