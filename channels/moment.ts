/**
 * A time as milliseconds UTC, or null where none is meant for sure: ISO 8601, read in `zone` where it names none (a date alone is
 * its midnight), or a Unix time in seconds or milliseconds.
 */
export function momentOf(said: unknown, zone: string): number | null {
  if (typeof said === 'number')
    return Number.isFinite(said) && said > 1e8 && said < 1e14 ? Math.round(said > 1e11 ? said : said * 1000) : null;
  if (typeof said !== 'string' || said.length > 64) return null;
  const iso = said
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
    .replace(/ ?([+-]\d{2}):?(\d{2})$/, '$1:$2');
  try {
    if (/(?:Z|[+-]\d{2}:\d{2})$/i.test(iso) && iso.includes('T')) return Temporal.Instant.from(iso).epochMilliseconds;
    if (!/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(iso)) return null;
    return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}
