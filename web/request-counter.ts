export type RequestCounter = { saw(status: number): void; byClass(): [string, number][] };

/** How many requests were answered, by the first digit of the status. */
export function requestCounter(): RequestCounter {
  const counts = [0, 0, 0, 0, 0, 0];
  return {
    saw(status) {
      const first = Math.trunc(status / 100);
      if (counts[first] !== undefined) counts[first]++;
    },
    byClass: () => counts.flatMap((count, first): [string, number][] => (first === 0 ? [] : [[`${first}xx`, count]])),
  };
}
