import type { Ddl } from '../engine.ts';

/** What the team writes down for itself about a lead. Nobody was in contact by it, so it is no touch; it holds text, so it is not the timeline. */
export async function up({ run }: Ddl): Promise<void> {
  await run(`
    create table notes (
      id text primary key, lead_id text not null references leads (id), member_id text not null references members (id),
      text text not null, at integer not null
    ) strict`);
  await run('create index notes_lead on notes (lead_id, at)');
}
