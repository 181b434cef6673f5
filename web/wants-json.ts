/** Programs get problem documents, people get pages. */
export const wantsJson = ({ url, headers }: Request): boolean =>
  new URL(url).pathname.startsWith('/api/') || acceptsJson(headers.get('accept') ?? '');

/** Whether JSON is named, and no page is named that is liked better (RFC 9110 section 12.5.1). */
export function acceptsJson(accept: string): boolean {
  if (!/json/i.test(accept)) return false;
  const liked = { json: 0, page: 0 };
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim());
    const is = /^application\/(?:problem\+)?json$/.test(type!) ? 'json' : type === 'text/html' ? 'page' : null;
    const quality = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    if (is !== null) liked[is] = Math.max(liked[is], quality || 0);
  }
  return liked.json > 0 && liked.json >= liked.page;
}
