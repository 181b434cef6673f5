import { data } from 'react-router';
import { BadInput } from '#domain/bad-input.ts';
import { Refusal } from '#work/refusal.ts';

/** What a form has to say when its deed was refused: the sentence, and the field that it is about. */
export type Refused = { wrong: string; field: string | null };

/** The refusal as an answer to the form; whatever else was thrown goes on. */
export function refused(error: unknown) {
  if (!(error instanceof Refusal || error instanceof BadInput)) throw error;
  const wait = error instanceof Refusal ? error.wait : undefined;
  const headers: Record<string, string> =
    wait === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(wait / 1000))) };
  return data<Refused>({ wrong: error.message, field: error.field ?? null }, { status: error.status, headers });
}

/** One field of a form as text. */
export const textIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What a script put into a field of a form; null where that is no JSON. */
export function jsonIn(form: FormData, name: string): unknown {
  try {
    return JSON.parse(textIn(form, name));
  } catch {
    return null;
  }
}

/** For a script that asks: the answer of a deed, or its refusal, as JSON. */
export async function asJson(answer: Promise<object>): Promise<Response> {
  try {
    return Response.json(await answer);
  } catch (error) {
    const { data: said, init } = refused(error);
    return Response.json(said, init ?? {});
  }
}
