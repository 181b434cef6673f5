import { html } from 'hono/html';
import { phoneLink } from '#domain/letters/cannot-wait.ts';
import type { Inline } from '#domain/letters/letter-layout.ts';
import type { Html } from './layout.ts';

/** A sentence of the catalogue as HTML; its pieces are escaped one by one. */
export function inline(parts: Inline[]): Html {
  const piece = (part: Inline): string | Html => {
    if (typeof part === 'string') return part;
    if ('strong' in part) return html`<b>${part.strong}</b>`;
    return part.url ? html`<a href="${part.url}">${part.link}</a>` : part.link;
  };
  return html`${parts.map(piece)}`;
}

/** A number that dials when touched. */
export const phone = (number: string): Html => inline([phoneLink(number)]);
