/** A row to be added: its insert, and what stands in the places of it ($1, $2 and so on). */
export type Addition = { sql: string; values: readonly unknown[] };

type Shape = { sql?: string; then: Map<string, Shape> };

/** So many runs of inserts are remembered; the program has a few dozen. */
const most = 2_000;

/**
 * Makes one statement of several inserts. On PostgreSQL all of them are done, whether or not they are read, and foreign keys are looked at
 * at the end, so the order does not matter (its documentation, section 7.8.2.1). The text for each run of inserts is made once.
 */
export function togetherness(): (additions: readonly Addition[]) => { sql: string; values: unknown[] } {
  const root: Shape = { then: new Map() };
  let shapes = 0;

  function shapeOf(additions: readonly Addition[]): Shape {
    let shape = root;
    for (const { sql } of additions) {
      let next = shape.then.get(sql);
      if (!next) {
        next = { then: new Map() };
        if (++shapes <= most) shape.then.set(sql, next);
      }
      shape = next;
    }
    return shape;
  }

  return (additions) => {
    const shape = shapeOf(additions);
    shape.sql ??= oneStatement(additions);
    return { sql: shape.sql, values: additions.flatMap(({ values }) => values) };
  };
}

function oneStatement(additions: readonly Addition[]): string {
  if (additions.length === 1) return additions[0]!.sql;
  let before = 0;
  const parts = additions.map(({ sql, values }, at) => {
    const from = before;
    before += values.length;
    return `a${at} as (${sql.replace(/\$(\d+)/g, (_, place) => `$${Number(place) + from}`)})`;
  });
  return `with ${parts.join(', ')} select`;
}
