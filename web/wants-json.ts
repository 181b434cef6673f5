/** Programs get problem documents, people get pages. */
export const wantsJson = ({ url, headers }: Request): boolean =>
  new URL(url).pathname.startsWith('/api/') || (headers.get('accept') ?? '').includes('application/json');
