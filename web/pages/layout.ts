import { html, raw } from 'hono/html';
import type { Language } from '#domain/say-time.ts';

export type Html = ReturnType<typeof html>;

/** What a customer sees of the team. */
export type TeamFace = {
  name: string;
  phone?: string | null;
  /** Answered outside the opening hours. */
  urgentPhone?: string | null;
  /** A path of our own or an http(s) address. */
  logoUrl?: string | null;
  /** #rrggbb. Shown only as a thin line, never under or as text, so that any colour is fine. */
  color?: string | null;
};

/** One public page before it is put into its frame. */
export type Page = {
  language: Language;
  title: string;
  team: TeamFace | null;
  /** Beside the team's name ("enquiry 1043"). */
  beside?: string;
  body: Html;
  /** Search machines may list it; nothing but the form and the root page wants that. */
  indexed?: boolean;
  /** Inside another website's frame: no margins, no name, because that site has both. */
  embed?: boolean;
  /** Of the example business: nobody takes it for real. */
  example?: boolean;
};

/** An address from the settings, fit for href; '' for anything that is not http(s). */
export const webUrl = (url: string | null | undefined): string => (url && /^https?:\/\//i.test(url) ? url : '');

function face(team: TeamFace | null, beside: string | undefined): Html {
  const logo = team?.logoUrl?.startsWith('/') && !team.logoUrl.startsWith('//') ? team.logoUrl : webUrl(team?.logoUrl);
  const color = /^#[0-9a-f]{6}$/i.test(team?.color ?? '') ? team?.color : '';
  // A presentation attribute, because the content security policy allows no style attributes.
  const line = color
    ? html`<svg aria-hidden="true" viewBox="0 0 40 4" width="40" height="4" preserveAspectRatio="xMinYMid"><rect width="40" height="4" rx="2" fill="${color}"></rect></svg>`
    : '';
  return html`<header class="team">${line}${logo ? html`<img src="${logo}" alt="">` : ''}<span>${team?.name ?? 'Baton'}${beside ? ` · ${beside}` : ''}</span></header>`;
}

/**
 * The frame of every public page. `css` (tokens.css, base.css, public.css) goes between `<style>` and `</style>` unchanged, so
 * that its hash can stand in the content security policy. No script. The referrer stays on this site, because the address
 * of a customer's page is its key.
 */
export function layout(page: Page, css: string): string {
  const { language, title, team, beside, body, indexed, embed, example } = page;
  const named = team ? `${title} · ${team.name}` : title;
  return String(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<meta name="format-detection" content="telephone=no">
${indexed && !embed ? '' : raw('<meta name="robots" content="noindex, nofollow">')}
<title>${named}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(css)}</style>
</head>
<body${embed ? raw(' class="embed"') : ''}>
${example ? raw('<p class="example" lang="en">This is the example business. Nothing here is real and nothing leaves.</p>\n') : ''}<div class="page">
${embed ? '' : face(team, beside)}
<main>
${body}
</main>
</div>
</body>
</html>
`);
}
