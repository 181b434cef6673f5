import { findLeadByNumber } from '#store/leads.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { Refusal } from '#work/refusal.ts';
import type { Wrong } from '../keeping.ts';
import { textIn } from '../refused.ts';
import { sayerOf } from '../sayer-of.ts';
import { changesInWords } from './changes-in-words.ts';

/** Why an act on a lead was refused, with all that was typed. Throws on what is no refusal. */
export async function wrongOf(
  env: Env,
  error: unknown,
  number: number,
  form: FormData,
): Promise<{ wrong: Wrong; status: number }> {
  if (!(error instanceof Refusal)) throw error;
  const { message, field, changes, status } = error;
  const say = sayerOf(await readStandard(env.read));
  const wrong = {
    intent: textIn(form, 'intent'),
    message,
    field,
    changes: changesInWords(changes, env.now(), say),
    version: status === 412 ? (await findLeadByNumber(env.read, number))?.version : undefined,
    typed: Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
  };
  return { wrong, status };
}
