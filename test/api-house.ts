import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Hono } from 'hono';
import { api } from '#web/api/api.ts';
import { type Door, doorsOf, type Vars } from '#web/doors.ts';
import { answerProblem, problem, problemOf } from '#web/problem.ts';
import { addKey } from '#work/people/add-key.ts';
import type { Engine, TestHouse } from './harness.ts';

type Asking = { by?: string; body?: unknown; raw?: string | Uint8Array; headers?: Record<string, string> };
/** The body is whatever JSON came; a test reads from it what it looks for. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is judged by its tests, field by field.
export type Told = { status: number; headers: Headers; body: any };

export type ApiHouse = TestHouse & {
  ask(method: string, path: string, asking?: Asking): Promise<Response>;
  /** The same with the answer read; addresses begin after /api/v1. Ana asks unless a name is given; `cy` has no key. */
  tell(method: string, path: string, asking?: Asking): Promise<Told>;
  doors: readonly Door[];
};

/** A house whose API is asked in memory, with a key for each of the cast. */
export async function apiHouse(engine: Engine, t: TestContext): Promise<ApiHouse> {
  const house = await engine.house(t);
  const app = new Hono<Vars>();
  const { open, doors } = doorsOf(app, house.env);
  api(house.env, open);
  app.onError((error) => {
    const known = problemOf(error);
    if (!known) house.errors.push(String((error as Error).stack));
    return answerProblem(known ?? problem(500, String(error)));
  });
  const keys: Record<string, string> = {};
  for (const name of ['ana', 'ben', 'vic']) {
    const { token } = await addKey(house.env, { email: `${name}@harbourplumbing.example`, scopes: ['read', 'write'] });
    keys[name] = token;
  }
  const ask: ApiHouse['ask'] = async (method, path, { by = 'ana', body, raw, headers = {} } = {}) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return app.request(`https://baton.example/api/v1${path}`, {
      method,
      ...(text === undefined ? {} : { body: text as string }),
      headers: {
        ...(keys[by] ? { authorization: `Bearer ${keys[by]}` } : {}),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
  };
  const tell: ApiHouse['tell'] = async (method, path, asking) => {
    const answer = await ask(method, path, asking);
    const text = await answer.text();
    assert.match(answer.headers.get('content-type') ?? '', /json/, text);
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text) };
  };
  return { ...house, ask, tell, doors };
}

/** Martin's enquiry by mail, with what a test changes of it. */
export const enquiry = (more: Record<string, unknown> = {}) => ({
  channel: 'email',
  from: { name: 'Martin Reid', email: 'martin@reid.example', phone: '07700 900123' },
  asked: 'Can you fit a boiler in March?',
  ...more,
});

/** The house with one lead in it, at `path`. */
export async function houseWithLead(engine: Engine, t: TestContext, more: Record<string, unknown> = {}) {
  const house = await apiHouse(engine, t);
  const { body } = await house.tell('POST', '/enquiries', { body: enquiry(more) });
  return { ...house, path: `/leads/${body.lead.number}` };
}
