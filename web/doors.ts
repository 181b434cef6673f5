import type { Context, Hono } from 'hono';
import type { Env } from '#work/env.ts';
import { type Asker, askerOf } from './asker.ts';
import { methodsOf } from './other-methods.ts';
import { answerProblem, type Problem, problem } from './problem.ts';

/** Who may come in: anyone, or a member by what they may do there. */
export type Who = 'anyone' | 'read' | 'write' | 'admin';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** One address that is open; what is not listed is not there. */
export type Door = { method: Method; path: string; who: Who };

export type Vars = { Variables: { asker: Asker } };
export type Ask = Context<Vars>;

type Handler = (c: Ask) => Promise<Response> | Response;

/** Opens an address by name. Every address goes through here, so a test can try them all as a stranger and as a viewer. */
export type OpenDoor = (method: Method, path: string, who: Who, handle: Handler) => void;

type Tell = (request: Request, found: Problem) => Response | Promise<Response>;

/** `refuseOthers`, once all are open: what their addresses do not take is refused with what they take. */
export function doorsOf(app: Hono<Vars>, env: Env): { open: OpenDoor; refuseOthers(tell: Tell): void; doors: Door[] } {
  const doors: Door[] = [];
  const open: OpenDoor = (method, path, who, handle) => {
    doors.push({ method, path, who });
    app.on(method, path, async (c) => {
      if (who !== 'anyone') {
        const asker = await askerOf(c, env);
        const refused = refusal(asker, who);
        if (refused) return refused;
        c.set('asker', asker!);
      }
      return handle(c);
    });
  };
  const refuseOthers = (tell: Tell) => {
    const methods = methodsOf(doors);
    app.all('*', async (c, next) => {
      const allow = methods(c.req.path);
      if (allow === null) return next();
      const answer = await tell(c.req.raw, problem(405, `This address takes ${allow}.`));
      answer.headers.set('allow', allow);
      return answer;
    });
  };
  return { open, refuseOthers, doors };
}

function refusal(asker: Asker | null, who: Exclude<Who, 'anyone'>): Response | null {
  if (!asker) return answerProblem(problem(401, 'Send a key: Authorization: Bearer …'));
  if (!asker.scopes.has(who === 'read' ? 'read' : 'write')) return answerProblem(problem(403, 'This key may not do that.'));
  if (who !== 'read' && asker.member.role === 'viewer') return answerProblem(problem(403, 'A viewer looks and changes nothing.'));
  if (who === 'admin' && asker.member.role !== 'admin') return answerProblem(problem(403, 'Only an admin may do that.'));
  return null;
}
