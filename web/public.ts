import { type Language, type Sayer, sayer } from '#domain/say-time.ts';
import { findStandard, type Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { localeFor } from '#work/letters/compose-letter.ts';
import { type Asset, publicAssets } from './assets.ts';
import type { Ask, OpenDoor } from './doors.ts';
import { layout, type Page, webUrl } from './pages/layout.ts';
import { type KeptText, type Matter, messagePage } from './pages/message-page.ts';
import { comeAgain, type Problem } from './problem.ts';
import { asLanguage, teamFace } from './team-face.ts';

export type Shown = {
  status?: number;
  /** Other sites that a form on this page may lead to by a redirect (CSP form-action covers redirects). */
  formTo?: readonly string[];
  headers?: Record<string, string>;
};

export type Pages = {
  render(page: Page, shown?: Shown): Response;
  notFound(): Promise<Response>;
  /** Where nothing is set up yet: an answer for whoever opens the house itself (200), trouble for who wants something of a team (503). */
  noTeam(status?: 200 | 503): Response;
  trouble(found: Problem): Promise<Response>;
  /** A page about a matter, with what was typed kept on it. */
  message(matter: Matter, shown: Shown & { language?: Language; kept?: KeptText | null; embed?: boolean }): Promise<Response>;
  say(language: Language, standard: Standard): Sayer;
  open(open: OpenDoor): void;
};

/** The pages that anybody may see, and what every one of them is sent with. */
export function publicPages(env: Env): Pages {
  const { css, styleSource, fonts, mark } = publicAssets();
  const sayers = new Map<string, Sayer>();

  const render: Pages['render'] = (page, { status = 200, formTo = [], headers = {} } = {}) =>
    new Response(layout({ ...page, example: env.settings.example }, css), {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy(page, styleSource, formTo),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        ...(page.indexed && !page.embed ? {} : { 'x-robots-tag': 'noindex, nofollow' }),
        ...headers,
      },
    });

  /** Also where the database does not answer: then the page has no team on it. */
  const standardOrNone = () => findStandard(env.read).catch(() => null);

  const message: Pages['message'] = async (matter, { language, kept, embed, ...shown }) => {
    const standard = await standardOrNone();
    const team = standard && teamFace(standard);
    return render(
      messagePage({
        language: language ?? asLanguage(standard?.team.locale),
        team,
        matter,
        kept: kept ?? null,
        embed: embed ?? false,
      }),
      shown,
    );
  };

  const noTeam = (status: 200 | 503 = 503) =>
    render(messagePage({ language: 'en', team: null, matter: { is: 'no-team' } }), {
      status,
      headers: status === 503 ? { 'retry-after': '60' } : {},
    });

  return {
    render,
    message,
    noTeam,
    notFound: () => message({ is: 'not-found' }, { status: 404 }),
    trouble: (found) => message(matterOf(found), { status: found.status, headers: comeAgain(found) }),
    say(language, { team, timetable }) {
      const locale = localeFor(language, team);
      const key = `${locale} ${timetable.zone}`;
      const known = sayers.get(key) ?? sayer(locale, timetable.zone);
      sayers.set(key, known);
      return known;
    },
    open(open) {
      for (const [address, font] of fonts)
        open('GET', address, 'anyone', (c) => serveAsset(c, font, c.req.query('v') === font.tag));
      open('GET', '/favicon.svg', 'anyone', (c) => serveAsset(c, mark, false));
      open(
        'GET',
        '/robots.txt',
        'anyone',
        () =>
          new Response(robots, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'max-age=86400' } }),
      );
    },
  };
}

// Personal pages say noindex themselves; a crawler that may not look would never learn it.
const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /in/\n';

function policy({ team, embed }: Page, styleSource: string, formTo: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "font-src 'self'",
    `img-src 'self'${webUrl(team?.logoUrl) ? ' https:' : ''}`,
    ["form-action 'self'", ...formTo].join(' '),
    "base-uri 'none'",
    `frame-ancestors ${embed ? '*' : "'none'"}`,
  ].join('; ');
}

function serveAsset(c: Ask, { body, type, tag }: Asset, forGood: boolean): Response {
  const headers = {
    etag: `"${tag}"`,
    'cache-control': forGood ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    'x-content-type-options': 'nosniff',
  };
  const known = (c.req.header('if-none-match') ?? '').includes(`"${tag}"`);
  return known
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers: { ...headers, 'content-type': type } });
}

/** Which of our pages tells a customer of it. */
export function matterOf({ status }: Problem): Matter {
  if (status === 404) return { is: 'not-found' };
  if (status === 413) return { is: 'too-large' };
  if (status === 429) return { is: 'too-often' };
  if (status === 401 || status === 403) return { is: 'not-allowed' };
  return status < 500 ? { is: 'not-understood' } : { is: 'own-trouble' };
}
