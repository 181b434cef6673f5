import type { Context } from 'hono';
import { html } from 'hono/html';
import { limits, readUpTo } from './body.ts';
import { typedBy, type Waits } from './gate.ts';
import { field } from './pages/field.ts';
import type { Pages } from './public.ts';
import { typedFields } from './typed-fields.ts';

/** Never shown again, not even to whoever typed it. */
const secrets: ReadonlySet<string> = new Set(['password', 'old', 'proof', 'code', 'passkey', 'challenge']);

/**
 * The answer to somebody whose session is over, or in whose place another one is signed in by now. A script is told so and asks again
 * later; a form without script gets a page on which everything that was typed can be sent again, and never as somebody else.
 */
export async function signedOut(c: Context, pages: Pages, { by, now }: Waits, body?: Uint8Array): Promise<Response> {
  const url = new URL(c.req.url);
  if (url.pathname.endsWith('.data') || !(c.req.header('accept') ?? '').includes('text/html')) {
    const headers = new Headers({ 'x-signed-out': 'yes', 'cache-control': 'no-store' });
    if (now) headers.set('x-signed-in-as', encodeURIComponent(now.name));
    return new Response('You are signed out.', { status: 401, headers });
  }
  const fields = await typedIn(c, body);
  const typed = fields.filter(([name]) => name !== typedBy && !secrets.has(name));
  const { title, lede, send, as } = words(by, now);
  url.searchParams.set(typedBy, as || (fields.find(([name]) => name === typedBy)?.[1] ?? ''));
  const page = html`<h1>${title}</h1>
<p class="lede">${lede}</p>
<form method="post" action="${url.pathname + url.search}">
${typed.map(([name, value]) =>
  isProse(value)
    ? field({ name, label: labelOf(name), value, lines: 'many' })
    : html`<input type="hidden" name="${name}" value="${value}">`,
)}
<button class="button go">${send}</button>
</form>`;
  return pages.render({ language: 'en', title, team: null, body: page }, { status: 401 });
}

/** What to say, and as whom it is sent again. */
function words(by: Waits['by'], now: Waits['now']) {
  const anew = html`<a href="/sign-in?anew" target="_blank">Sign in${by && now ? ` as ${by.name}` : ''} in another tab</a>`;
  const again = 'Send it again';
  if (!now) {
    const lede = html`Nothing was saved, and nothing is lost. ${anew}, then send it again from here.`;
    return { title: 'You are signed out', lede, send: again, as: by?.id ?? '' };
  }
  if (!by) {
    const lede = html`Nothing was saved, and nothing is lost. Baton cannot tell whether it was ${now.name} who typed this. If it was somebody else, leave this page.`;
    return { title: `${now.name} is signed in now`, lede, send: `It was me: send it as ${now.name}`, as: now.id };
  }
  const lede = html`This was typed by ${by.name}, so it was not sent as ${now.name}. Nothing was saved, and nothing is lost. ${anew}, then send it again from here.`;
  return { title: `${now.name} is signed in now`, lede, send: again, as: by.id };
}

/** Worth being read again: what a person wrote, not what a form carries along. */
const isProse = (value: string): boolean => /\s/.test(value.trim());

async function typedIn(c: Context, read?: Uint8Array): Promise<[string, string][]> {
  const contentType = c.req.header('content-type') ?? '';
  const body = read ?? (await readUpTo(c, limits.form)).body;
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  return [...typedFields(body, contentType)];
}

const labelOf = (name: string): string => {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
