import type { Context } from 'hono';
import { html } from 'hono/html';
import { limits, readUpTo } from './body.ts';
import { field } from './pages/field.ts';
import type { Pages } from './public.ts';
import { typedFields } from './typed.ts';

/** Never shown again, not even to whoever typed it. */
const secrets: ReadonlySet<string> = new Set(['password', 'old', 'proof', 'code', 'passkey', 'challenge']);

/**
 * The answer to somebody whose session is over. A script is told so and asks again once they are signed in; a form without script
 * gets a page on which everything that was typed can be sent again.
 */
export async function signedOut(c: Context, pages: Pages): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  if (pathname.endsWith('.data') || !(c.req.header('accept') ?? '').includes('text/html'))
    return new Response('You are signed out.', { status: 401, headers: { 'x-signed-out': 'yes', 'cache-control': 'no-store' } });
  const typed = (await typedIn(c)).filter(([name]) => !secrets.has(name));
  const body = html`<h1>You are signed out</h1>
<p class="lede">Nothing was saved, and nothing is lost. <a href="/sign-in" target="_blank">Sign in in another tab</a>, then send it again from here.</p>
<form method="post" action="${pathname + search}">
${typed.map(([name, value]) =>
  isProse(value)
    ? field({ name, label: labelOf(name), value, lines: 'many' })
    : html`<input type="hidden" name="${name}" value="${value}">`,
)}
<button class="button go">Send it again</button>
</form>`;
  return pages.render({ language: 'en', title: 'You are signed out', team: null, body }, { status: 401 });
}

/** Worth being read again: what a person wrote, not what a form carries along. */
const isProse = (value: string): boolean => /\s/.test(value.trim());

async function typedIn(c: Context): Promise<[string, string][]> {
  const contentType = c.req.header('content-type') ?? '';
  const { body } = await readUpTo(c, limits.form);
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  return [...typedFields(body, contentType)];
}

const labelOf = (name: string): string => {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
