/** Said to a script that asks for the data of a screen; it leaves the page for that address. */
const elsewhere = 'x-elsewhere';

/**
 * What was asked for is not in this house, and the page to look at is one of another. A browser is sent there; a script would take that
 * page for data, so it is told.
 */
export function goElsewhere(asked: string, to: string): Response {
  const isData = new URL(asked).pathname.endsWith('.data');
  const headers = { ...(isData ? { [elsewhere]: to } : { location: to }), 'cache-control': 'no-store' };
  return new Response('This is not here any more.', { status: isData ? 410 : 303, headers });
}
