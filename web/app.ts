import { Hono } from 'hono';
import { NoTeam } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import type { Example } from '#work/example/example.ts';
import { api } from './api/api.ts';
import { baseOf, pathIn } from './base.ts';
import { HungUp } from './body.ts';
import { customerDoor } from './customer.ts';
import { type Door, doorsOf, type Vars } from './doors.ts';
import { exampleDoor, exampleExits } from './example.ts';
import { formDoor } from './form.ts';
import { health } from './health.ts';
import { hooksDoor } from './hooks.ts';
import { noticeDoor } from './notice.ts';
import { answerProblem, type Problem, problem, problemOf } from './problem.ts';
import { publicPages } from './public.ts';
import { publicLimit } from './rate-limit.ts';
import { requestCounter } from './request-counter.ts';
import { roomForPhotos } from './room.ts';
import { type LoadScreens, screens } from './screens.ts';
import { wantsJson } from './wants-json.ts';

export type App = { fetch(request: Request, bindings?: object): Response | Promise<Response>; doors: readonly Door[] };

/** Everything that answers on the web. An address that is not opened by name is not there. */
export function webApp(env: Env, load?: LoadScreens, mode?: 'production' | 'development', example?: Example): App {
  const app = new Hono<Vars>(baseOf(env) ? { getPath: ({ url }) => pathIn(env, new URL(url).pathname) } : {});
  const { open, refuseOthers, doors } = doorsOf(app, env);
  const pages = publicPages(env);
  const waitFor = publicLimit(env);
  const requests = requestCounter();
  health(env, open, requests);
  const room = roomForPhotos();
  formDoor(env, open, pages, { waitFor, room });
  hooksDoor(open);
  customerDoor(env, open, pages, { waitFor, room });
  noticeDoor(env, open, pages);
  api(env, open);
  pages.open(open);
  if (example) env.settings.example ? exampleExits(env, open, example) : exampleDoor(env, open, pages, example);
  const tell = (request: Request, found: Problem) => (wantsJson(request) ? answerProblem(found) : pages.trouble(found));
  refuseOthers(tell);
  if (load) screens(app, env, pages, load, mode);
  const nothing = (request: Request) => tell(request, problem(404, 'There is nothing at this address.'));
  app.notFound((c) => nothing(c.req.raw));
  app.onError((error, c) => {
    const known = problemOf(error);
    if (!known && !(error instanceof HungUp))
      env.log('error', 'a request failed', { method: c.req.method, path: c.req.routePath, error: error.stack ?? String(error) });
    if (error instanceof NoTeam && !wantsJson(c.req.raw)) return pages.noTeam();
    const found = known ?? problem(500, 'Something went wrong on our side. It has been noted; please try again.');
    return tell(c.req.raw, found);
  });
  /** No text of ours holds a NUL, and PostgreSQL would choke on one. */
  const withNul = (request: Request) => {
    const { searchParams } = new URL(request.url);
    const [field] = [...searchParams].find((pair) => pair.some((part) => part.includes('\0'))) ?? [];
    if (field === undefined) return nothing(request);
    const name = field.replaceAll('\0', '').slice(0, 100);
    return tell(request, problem(422, `${name || 'A name'} holds a sign that is no text (U+0000).`, { field: name }));
  };
  return {
    doors,
    async fetch(request, bindings) {
      const response = await (request.url.includes('%00') ? withNul(request) : app.fetch(request, bindings));
      if (!response.headers.has('x-content-type-options')) response.headers.set('x-content-type-options', 'nosniff');
      requests.saw(response.status);
      return response;
    },
  };
}
