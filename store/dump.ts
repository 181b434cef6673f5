import type { Kysely } from 'kysely';
import type { Db } from './engine.ts';
import type { Row, Table } from './tables.ts';

const rowsAtOnce = 500;
const bytesAtOnce = 8_000_000;

type Any = Kysely<Record<string, Row>>;

/** All rows of a table in the order of its key, page by page, so that memory stays small whatever the table holds. */
export async function* pagesOf(db: Db, table: Table): AsyncGenerator<Row[]> {
  for (let last: Row | undefined; ; ) {
    const page = await pageAfter(db as unknown as Any, table, last);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1);
  }
}

async function pageAfter(db: Any, table: Table, last: Row | undefined): Promise<Row[]> {
  const rows = after(db, table, last).selectAll();
  return rows.limit(table.blob ? await fewEnough(db, table, last) : rowsAtOnce).execute();
}

function after(db: Any, { name, key }: Table, last: Row | undefined) {
  let query = db.selectFrom(name);
  for (const column of key) query = query.orderBy(column);
  if (!last) return query;
  const values = key.map((column) => last[column]);
  if (key.length === 1) return query.where(key[0]!, '>', values[0]);
  return query.where((eb) =>
    eb(eb.refTuple(key[0]!, key[1]!, ...(key.slice(2) as [])), '>', eb.tuple(values[0], values[1], ...(values.slice(2) as []))),
  );
}

/** How many of the next rows fit into memory together; at least one. */
async function fewEnough(db: Any, table: Table, last: Row | undefined): Promise<number> {
  const sizes = await after(db, table, last).select('size').limit(rowsAtOnce).execute();
  let sum = 0;
  const beyond = sizes.findIndex(({ size }) => {
    sum += Number(size);
    return sum > bytesAtOnce;
  });
  return beyond < 0 ? rowsAtOnce : Math.max(1, beyond);
}

/** A row as a line of NDJSON; bytes are base64. */
export const lineOf = ({ blob }: Table, row: Row): string =>
  `${JSON.stringify(blob ? { ...row, [blob]: Buffer.from(row[blob] as Uint8Array).toString('base64') } : row)}\n`;

/** The other way round: a row from its line. Throws SyntaxError where that is no JSON. */
export function rowOf({ blob }: Table, line: string): Row {
  const row = JSON.parse(line) as Row;
  return blob ? { ...row, [blob]: Buffer.from(row[blob] as string, 'base64') } : row;
}
