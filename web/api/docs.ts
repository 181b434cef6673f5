import { z } from 'zod';
import type { At, Spec } from './address.ts';
import { docsPage, style } from './docs-page.ts';
import { type Document, openApi } from './openapi.ts';

/** The document and the page of it, both made when first asked for. */
export function docs(at: At, specs: readonly Spec[], url: string): void {
  let made: Document | undefined;
  const document = () => {
    made ??= openApi(specs, url);
    return made;
  };
  let policy: Promise<string> | undefined;
  at(
    { method: 'GET', path: '/openapi.json', who: 'anyone', says: 'This document.', answer: z.record(z.string(), z.unknown()) },
    () => Response.json(document(), { headers: { 'cache-control': 'public, max-age=300' } }),
  );
  at({ method: 'GET', path: '/docs', who: 'anyone', says: 'This document as a page to read.', answer: 'text/html' }, async () => {
    policy ??= policyOf(style);
    return new Response(docsPage(document()), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': await policy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=300',
      },
    });
  });
}

/** Nothing but the one style sheet inside the page, and the typeface. */
async function policyOf(css: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css));
  return `default-src 'none'; style-src 'sha256-${Buffer.from(hash).toString('base64')}'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
}
