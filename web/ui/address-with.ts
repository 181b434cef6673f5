/** The query of this page with some of it changed; an empty value takes it out. */
export function addressWith(asked: URLSearchParams, changes: Record<string, string>): string {
  const next = new URLSearchParams(asked);
  for (const [name, value] of Object.entries(changes)) value === '' ? next.delete(name) : next.set(name, value);
  return `?${next}`;
}
