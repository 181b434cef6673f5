import type { Context } from 'hono';

/** Programs get problem documents, people get pages. */
export const wantsJson = (c: Context): boolean =>
  c.req.path.startsWith('/api/') || (c.req.header('accept') ?? '').includes('application/json');
