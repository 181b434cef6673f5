import { BadInput } from '#domain/bad-input.ts';

/** Where a page of a list ends. What it says is nobody's business but ours, so that it may change. */
export const toCursor = (...parts: (string | number)[]): string => Buffer.from(parts.join(' ')).toString('base64url');

/** The parts of a cursor that we gave. Throws BadInput for any other. */
export function fromCursor(cursor: string, shape: RegExp): string[] {
  const [, ...parts] = shape.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (parts.length === 0) throw new BadInput(422, 'after should be the “next” of the page before.', 'after');
  return parts;
}

/** One page of rows of which one more than `limit` was asked for. */
export function pageOf<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Shown,
  cursorOf: (row: Row) => string,
) {
  const page = rows.slice(0, limit);
  return { data: page.map(show), next: rows.length > limit ? cursorOf(page.at(-1)!) : null };
}
