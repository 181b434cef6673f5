import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import type { Db } from '#store/engine.ts';
import { openTasksOf } from '#store/read-tasks.ts';
import type { TaskRow } from '#store/schema.ts';
import { askForTask } from '#work/leads/ask-for-task.ts';
import { dropTask, finishTask } from '#work/leads/finish-task.ts';
import type { Undo } from '#work/leads/keep-undo.ts';
import type { At } from './address.ts';
import { dayOrMoment, line, maybeIso, word } from './fields.ts';
import { acted, actedOf, momentOf, onLead, undo, undoOf } from './lead-acts.ts';
import { time } from './lead-shape.ts';
import { leadTask, leadTaskOf } from './task-shape.ts';

/** A form may have stood open for a day: whoever means today may still say so. Milliseconds. */
const aDay = 86_400_000;

const asked = z.strictObject({
  what: line(300).min(1),
  dueAt: dayOrMoment,
  member: word(60).optional().meta({ description: 'Whoever is to do it; whoever asks, if missing.' }),
});

const ended = z.object({ task: z.object({ id: z.string(), doneAt: time.nullable(), droppedAt: time.nullable() }), undo });

const endedOf = async (_db: Db, done: { task: TaskRow; undo: Undo | null }) => ({
  task: { id: done.task.id, doneAt: maybeIso(done.task.done_at), droppedAt: maybeIso(done.task.dropped_at) },
  undo: undoOf(done.undo),
});

export function tasks(at: At, { read, now }: { read: Db; now(): number }): void {
  at(
    {
      method: 'POST',
      path: '/leads/:number/tasks',
      who: 'write',
      says: 'Asks somebody for something small beside the next step; the lead keeps its owner. Never refused for being late.',
      body: asked,
      answer: acted.extend({ task: leadTask }),
      status: 201,
      versioned: true,
    },
    async ({ body, act, ...on }) => {
      const [which, { memberId }] = onLead(on);
      const dueAt = await momentOf(read, body.dueAt);
      const task = { what: body.what, dueAt, memberId: body.member ?? memberId };
      return act(
        async (env) => {
          if (dueAt < now() - aDay) throw new BadInput(422, 'dueAt has passed.', 'dueAt');
          return askForTask(env, which, { memberId }, task);
        },
        async (db, done) => ({
          ...(await actedOf(db, done)),
          task: leadTaskOf((await openTasksOf(db, done.lead.id)).find(({ id }) => id === done.value)!),
        }),
      );
    },
  );
  at(
    { method: 'POST', path: '/tasks/:id/done', who: 'write', says: 'Says that a task is done.', answer: ended },
    ({ c, asker, act }) => act((env) => finishTask(env, { id: c.req.param('id')!, memberId: asker.member.id }), endedOf),
  );
  at(
    { method: 'POST', path: '/tasks/:id/drop', who: 'write', says: 'Says that a task is no longer needed.', answer: ended },
    ({ c, asker, act }) => act((env) => dropTask(env, { id: c.req.param('id')!, memberId: asker.member.id }), endedOf),
  );
}
