import type { OpenDoor } from './doors.ts';
import { answerProblem, problem } from './problem.ts';

/** Where providers send what came in. No channel of this Baton listens yet, and a program is told so in its own words. */
export function hooksDoor(open: OpenDoor): void {
  for (const method of ['GET', 'POST'] as const)
    open(method, '/in/:key', 'anyone', () => answerProblem(problem(404, 'There is no channel at this address.')));
}
