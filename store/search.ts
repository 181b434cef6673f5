import { type RawBuilder, sql } from 'kysely';
import type { Db } from './engine.ts';
import { isPostgres, preparedAddition } from './prepared.ts';

/** How many matches, the newest first, a search goes through. */
const most = 1_000;

const write = preparedAddition<{ number: number; text: string }>((db, slot) => {
  const [number, text] = [slot('number'), slot('text')];
  const insert = isPostgres(db)
    ? sql`insert into search (number, words) values (${number}, array_to_tsvector(string_to_array(${text}, ' ')))
        on conflict (number) do update set words = excluded.words`
    : sql`insert or replace into search (rowid, words) values (${number}, ${text})`;
  return { compile: () => insert.compile(db) };
});

/** Writes the words by which a lead is found, in place of those before. */
export const writeSearchRow = (db: Db, number: number, words: readonly string[]): Promise<void> =>
  write(db, { number, text: words.join(' ') });

/**
 * The numbers of leads of which every word asked begins a word, the newest first, below a number where one is given: a subquery
 * for `where number in`. The words are letters and digits only (domain/search-words.ts) and at least one.
 */
export function matches(db: Db, words: readonly string[], below: number | null): RawBuilder<number> {
  if (isPostgres(db)) {
    const query = words.map((word) => `'${word}':*`).join(' & ');
    const older = below === null ? sql`` : sql`and number < ${below}`;
    return sql`(select number from search where words @@ cast(${query} as tsquery) ${older} order by number desc limit ${most})`;
  }
  const query = words.map((word) => `"${word}"*`).join(' ');
  const older = below === null ? sql`` : sql`and rowid < ${below}`;
  return sql`(select rowid from search where search match ${query} ${older} order by rowid desc limit ${most})`;
}
