/** Something that stands in a list on the page, in one of its sections. */
export type Placed = { id: string; section: string };

export type Steady<Row> = {
  rows: Row[];
  /** New ones that would move what somebody is about to press or is reading; they come when it is let go. */
  withheld: Row[];
  /** Still shown where they were, though they are no longer there. */
  gone: ReadonlySet<string>;
};

/**
 * What to show when the list has changed while the pointer or the focus is on some of its rows: everything down to the lowest of
 * these keeps its place and order, what comes below may change. Sections follow each other in the order of the rows.
 */
export function steady<Row extends Placed>(shown: readonly Row[], fresh: readonly Row[], held: readonly string[]): Steady<Row> {
  const lowest = Math.max(-1, ...held.map((id) => shown.findIndex((row) => row.id === id)));
  if (lowest < 0) return { rows: [...fresh], withheld: [], gone: new Set() };
  const places = new Map(fresh.map((row, place) => [row.id, place]));
  const kept = shown.slice(0, lowest + 1);
  const gone = new Set(kept.filter(({ id }) => !places.has(id)).map(({ id }) => id));
  const keptIds = new Set(kept.map(({ id }) => id));
  const sections = new Map(shown.map(({ id, section }) => [id, section]));
  const anchor = kept.findLast(({ id }) => places.has(id));
  const from = anchor ? places.get(anchor.id)! : -1;
  const rows = kept.map((row) => (gone.has(row.id) ? row : { ...fresh[places.get(row.id)!]!, section: row.section }));
  const withheld: Row[] = [];
  for (const [place, row] of fresh.entries()) {
    if (keptIds.has(row.id)) continue;
    const section = sections.get(row.id);
    if (place > from) rows.push(row);
    else if (section === undefined) withheld.push(row);
    else rows.push({ ...row, section });
  }
  return { rows, withheld, gone };
}
