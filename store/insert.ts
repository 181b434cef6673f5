import type { Kysely } from 'kysely';
import { type ChangeRows, changer } from './change.ts';
import type { Db } from './engine.ts';
import { preparedAddition, preparedChange } from './prepared.ts';
import type { Schema } from './schema.ts';

type Insert<Table extends keyof Schema, Said = unknown> = (db: Db, row: Schema[Table]) => Promise<Said>;
type Columns<Table extends keyof Schema> = readonly (keyof Schema[Table] & string)[];
type Build = Parameters<typeof preparedAddition<object>>[0];

/** The statement takes its columns from a row; where there is a row with the same values in the columns `once`, it stays as it is. */
function insertOf(table: keyof Schema, row: object, once?: readonly string[]): Build {
  return (on, slot) => {
    const any = on as unknown as Kysely<Record<string, Record<string, unknown>>>;
    const insert = any
      .insertInto(table)
      .values(Object.fromEntries(Object.keys(row).map((column) => [column, slot(column as never)])));
    return once ? insert.onConflict((conflict) => conflict.columns(once).doNothing()) : insert;
  };
}

/** Adds one whole row of a table, of which nothing is to be known; the statement is built at its first use. */
export function inserter<Table extends keyof Schema>(table: Table, once?: Columns<Table>): Insert<Table> {
  let insert: Insert<Table> | undefined;
  return (db, row) => {
    insert ??= preparedAddition(insertOf(table, row, once));
    return insert(db, row);
  };
}

/** Adds a row unless there is one with the same values in some columns. Returns whether it was added. */
export function newInserter<Table extends keyof Schema>(table: Table, once: Columns<Table>): Insert<Table, boolean> {
  let insert: Insert<Table, number> | undefined;
  return async (db, row) => {
    insert ??= preparedChange(insertOf(table, row, once));
    return (await insert(db, row)) > 0;
  };
}

type OfLead = 'leads' | 'clocks' | 'stage_spans' | 'steps' | 'hand_overs';

const changeRows: Record<OfLead, ChangeRows> = {
  leads: changer('leads'),
  clocks: changer('clocks'),
  stage_spans: changer('stage_spans'),
  steps: changer('steps'),
  hand_overs: changer('hand_overs'),
};

/** Writes what differs between two states of a row with an id. Returns false where nothing does. What belongs to a lead is kept by the lead. */
export async function saveChanges<Row extends { id: string; lead_id?: string }>(
  db: Db,
  table: OfLead,
  before: Row,
  after: Row,
): Promise<boolean> {
  const changed = Object.entries(after).filter(([column, value]) => before[column as keyof Row] !== value);
  if (changed.length === 0) return false;
  const keys = before.lead_id === undefined ? { id: before.id } : { lead_id: before.lead_id, id: before.id };
  await changeRows[table](db, keys, Object.fromEntries(changed));
  return true;
}

/** What an act may change beside its case. */
export type Changeable = 'contacts' | 'clocks' | 'outbox' | 'touches' | 'arrivals' | 'appointments' | 'tasks';

/** Gives columns of a row other values, or those that they had. */
export async function setColumns(db: Db, table: Changeable, id: string, values: object): Promise<void> {
  const any = db as unknown as Kysely<Record<string, { id: string }>>;
  await any.updateTable(table).set(values).where('id', '=', id).execute();
}
