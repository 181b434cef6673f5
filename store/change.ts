import type { Kysely } from 'kysely';
import type { Db } from './engine.ts';
import { preparedChange } from './prepared.ts';
import type { Schema } from './schema.ts';

type Values = Record<string, unknown>;

/** Gives the rows with these keys other values in some columns. Returns how many rows there were. */
export type ChangeRows = (db: Db, keys: Values, values: Values) => Promise<number>;

/** Changes rows of a table; the statement for each set of columns is built at its first use. */
export function changer(table: keyof Schema): ChangeRows {
  const built = new Map<string, (db: Db, slots: Values) => Promise<number>>();
  return (db, keys, values) => {
    const [by, columns] = [Object.keys(keys), Object.keys(values)];
    const name = `${columns} by ${by}`;
    let change = built.get(name);
    if (!change) {
      change = preparedChange<Values>((on, slot) => {
        const any = on as unknown as Kysely<Record<string, Values>>;
        let query = any.updateTable(table).set(Object.fromEntries(columns.map((column) => [column, slot(column)])));
        for (const column of by) query = query.where(column, '=', slot(`by ${column}`));
        return query;
      });
      built.set(name, change);
    }
    return change(db, { ...values, ...Object.fromEntries(by.map((column) => [`by ${column}`, keys[column]])) });
  };
}
