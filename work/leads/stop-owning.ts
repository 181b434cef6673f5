import type { Tx } from '#store/engine.ts';
import { setColumns } from '#store/insert.ts';
import { listOwners } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { endPracticeIn } from '../arrivals/practise.ts';
import { Refusal } from '../refusal.ts';
import { actOnLead, baton } from './act-on-lead.ts';

/**
 * A member may own nothing from now on. Refused while leads or things to sort are theirs. What nobody else takes then goes to the
 * admin who does this, else to the admin who has been here longest; channels and the on-call turn let go of them as well.
 */
export async function stopOwning(tx: Tx, member: MemberRow, by: string | null): Promise<void> {
  const { id } = member;
  const owners = await listOwners(tx.db);
  if (!owners.some((owner) => owner.id === id)) return;
  // What was practised is nobody's work.
  await endPracticeIn(tx, by, id);
  await refuseWhileOwning(tx, member);
  const admins = owners.filter((owner) => owner.role === 'admin' && owner.id !== id && owner.removed_at === null);
  const heir = admins.find((admin) => admin.id === by) ?? admins[0];
  const team = await tx.db.selectFrom('team').select(['fallback_id', 'on_call']).executeTakeFirst();
  if (team?.fallback_id === id) {
    if (!heir) throw new Refusal(409, `${member.name} takes what nobody else takes. Make somebody else an admin first.`);
    await tx.db.updateTable('team').set({ fallback_id: heir.id }).execute();
  }
  if (team?.on_call)
    await tx.db
      .updateTable('team')
      .set({ on_call: without(team.on_call, id) })
      .execute();
  if (heir) await giveTasks(tx, id, heir.id);
  await tx.db
    .updateTable('channels')
    .set({ owner_rule: 'null' })
    .where('owner_rule', '=', JSON.stringify({ fixed: id }))
    .execute();
  // Who once had to sort a thing that is settled is told by its history; the column is for who has to.
  await tx.db
    .updateTable('arrivals')
    .set({ owner_id: null })
    .where('owner_id', '=', id)
    .where('outcome', '<>', 'not-sure')
    .execute();
  await tx.db.deleteFrom('owners').where('member_id', '=', id).execute();
}

async function refuseWhileOwning(tx: Tx, { id, name }: MemberRow): Promise<void> {
  const count = async (table: 'leads' | 'arrivals') => {
    const of = tx.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('owner_id', '=', id);
    const { count } = await (table === 'arrivals' ? of.where('outcome', '=', 'not-sure') : of).executeTakeFirstOrThrow();
    return Number(count);
  };
  const [leads, toSort] = [await count('leads'), await count('arrivals')];
  if (leads > 0)
    throw new Refusal(
      409,
      `${name} still owns ${leads === 1 ? 'one lead' : `${leads} leads`}. Give each of them to somebody else first.`,
    );
  if (toSort > 0)
    throw new Refusal(409, `${name} still has ${toSort === 1 ? 'one thing' : `${toSort} things`} to sort. Sort them first.`);
}

/** What a member was asked to do and has not done goes to whoever owns its lead now, else to `heirId`. */
async function giveTasks(tx: Tx, id: string, heirId: string): Promise<void> {
  const tasks = await tx.db
    .selectFrom('tasks')
    .leftJoin('leads', 'leads.id', 'tasks.lead_id')
    .select(['tasks.id', 'tasks.lead_id', 'leads.owner_id'])
    .where('tasks.member_id', '=', id)
    .where('tasks.done_at', 'is', null)
    .where('tasks.dropped_at', 'is', null)
    .execute();
  for (const task of tasks) {
    const of = task.owner_id ?? heirId;
    await setColumns(tx.db, 'tasks', task.id, { member_id: of });
    if (task.lead_id)
      await actOnLead(tx, { id: task.lead_id, quiet: 'unless told', final: true }, baton, 'task-given', async (act) => {
        act.tell('task-given', { task: task.id, of });
      });
  }
}

function without(onCall: string, id: string): string | null {
  const turn = JSON.parse(onCall) as { members: string[]; since: number };
  const members = turn.members.filter((one) => one !== id);
  return members.length > 0 ? JSON.stringify({ ...turn, members }) : null;
}
