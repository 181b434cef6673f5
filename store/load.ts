import type { CompiledQuery, Kysely } from 'kysely';
import type { Db } from './engine.ts';
import type { Row, Table } from './tables.ts';

const rowsAtOnce = 100;
const bytesAtOnce = 8_000_000;

type Any = Kysely<Record<string, Row>>;

type Loader = {
  add(row: Row, bytes: number): Promise<void>;
  /** Writes what still waits, and the pointers between rows of the table. Returns how many rows there were. */
  end(): Promise<number>;
};

/** Adds rows to a table, many in a statement that is built once. They must all have the same columns. */
export function loader(db: Db, { name, self }: Table): Loader {
  const any = db as unknown as Any;
  const pointers: { id: unknown; to: unknown }[] = [];
  let built: { query: CompiledQuery; rows: number; columns: string[] } | undefined;
  let waiting: Row[] = [];
  let bytes = 0;
  let count = 0;

  const build = (columns: string[], rows: number) => {
    const blank = Object.fromEntries(columns.map((column) => [column, 0]));
    const query = any
      .insertInto(name)
      .values(Array.from({ length: rows }, () => blank))
      .compile();
    return { query, rows, columns };
  };

  async function write(): Promise<void> {
    if (waiting.length === 0) return;
    if (built?.rows !== waiting.length) built = build(Object.keys(waiting[0]!), waiting.length);
    const { query, columns } = built;
    await any.executeQuery({ ...query, parameters: waiting.flatMap((row) => columns.map((column) => row[column])) });
    waiting = [];
    bytes = 0;
  }

  return {
    async add(row, size) {
      if (self && row[self] !== null) pointers.push({ id: row.id, to: row[self] });
      waiting.push(self ? { ...row, [self]: null } : row);
      count++;
      bytes += size;
      if (waiting.length >= rowsAtOnce || bytes >= bytesAtOnce) await write();
    },
    async end() {
      await write();
      for (const { id, to } of pointers)
        await any
          .updateTable(name)
          .set({ [self!]: to })
          .where('id', '=', id)
          .execute();
      return count;
    },
  };
}
