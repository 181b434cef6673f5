import { Hono } from 'hono';
import { NoTeam } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import type { Example } from '#work/example/example.ts';
import { api } from './api/api.ts';
import { baseOf, pathIn } from './base.ts';
import { customerDoor } from './customer.ts';
import { type Door, doorsOf, type Vars } from './doors.ts';
import { exampleDoor, exampleExits } from './example.ts';
import { formDoor } from './form.ts';
import { health } from './health.ts';
import { noticeDoor } from './notice.ts';
import { answerProblem, problem, problemOf } from './problem.ts';
import { publicPages } from './public.ts';
import { publicLimit } from './rate-limit.ts';
import { requestCounter } from './request-counter.ts';
import { type LoadScreens, screens } from './screens.ts';
import { wantsJson } from './wants-json.ts';

export type App = { fetch(request: Request, bindings?: object): Response | Promise<Response>; doors: readonly Door[] };

/** Everything that answers on the web. An address that is not opened by name is not there. */
export function webApp(env: Env, load?: LoadScreens, mode?: 'production' | 'development', example?: Example): App {
  const app = new Hono<Vars>(baseOf(env) ? { getPath: ({ url }) => pathIn(env, new URL(url).pathname) } : {});
  const { open, doors } = doorsOf(app, env);
  const pages = publicPages(env);
  const waitFor = publicLimit(env);
  const requests = requestCounter();
  health(env, open, requests);
  formDoor(env, open, pages, waitFor);
  customerDoor(env, open, pages, waitFor);
  noticeDoor(env, open, pages);
  api(env, open);
  pages.open(open);
  if (example) env.settings.example ? exampleExits(env, open, example) : exampleDoor(env, open, pages, example);
  if (load) screens(app, env, pages, load, mode);
  const nothing = (request: Request) =>
    wantsJson(request) ? answerProblem(problem(404, 'There is nothing at this address.')) : pages.notFound();
  app.notFound((c) => nothing(c.req.raw));
  app.onError((error, c) => {
    const known = problemOf(error);
    if (!known)
      env.log('error', 'a request failed', { method: c.req.method, path: c.req.routePath, error: error.stack ?? String(error) });
    if (error instanceof NoTeam && !wantsJson(c.req.raw)) return pages.noTeam();
    const found = known ?? problem(500, 'Something went wrong on our side. It has been noted; please try again.');
    return wantsJson(c.req.raw) ? answerProblem(found) : pages.trouble(found);
  });
  return {
    doors,
    async fetch(request, bindings) {
      // No text of ours holds a NUL, and PostgreSQL would choke on one.
      const response = await (/%00/.test(request.url) ? nothing(request) : app.fetch(request, bindings));
      requests.saw(response.status);
      return response;
    },
  };
}
