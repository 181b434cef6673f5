import type { Env } from '#work/env.ts';
import { enterExample } from '#work/example/enter-example.ts';
import { type Example, exampleBase } from '#work/example/example.ts';
import { endSession, findViewer, noCookie } from '#work/people/session.ts';
import { signInByLink } from '#work/people/sign-in.ts';
import { readLink } from '#work/people/use-link.ts';
import { limits, readUpTo } from './body.ts';
import type { Ask, OpenDoor } from './doors.ts';
import { isOwnOrigin } from './gate.ts';
import { examplePage } from './pages/example-page.ts';
import type { Pages } from './public.ts';
import { senderAddress } from './sender-address.ts';
import { typedFields } from './typed-fields.ts';

/** Where one goes into the example business from one's own team. */
export const entrance = '/example-business';
/** Where a page of the example leads that is not there any more. */
export const gone = `${entrance}?gone`;

const seconds = 86_400;
const fromName = 'baton-example-from';

/**
 * The door into the example business: for whoever is signed in to the team, for whoever holds the link that sets the team up, and for
 * whoever has asked for a link at a terminal. It is made when somebody wants it, which takes some seconds, said on a page that goes
 * on by itself.
 */
export function exampleDoor(env: Env, open: OpenDoor, pages: Pages, example: Example): void {
  const from = senderAddress(env.settings.proxies);
  const caller = (c: Ask) => ({ address: from(c), userAgent: c.req.header('user-agent') ?? null });

  open('GET', entrance, 'anyone', async (c) => {
    const link = c.req.query('link');
    if (link) return show({ is: 'link', link });
    if (c.req.query('gone') !== undefined) return show({ is: 'gone' });
    const back = await wayBack(c, wayIn(c));
    if (!back) return away();
    const state = example.state();
    if (state.is !== 'ready') return show(state);
    return wayIn(c) ? enter(c, back) : show(state);
  });

  open('POST', entrance, 'anyone', async (c) => {
    if (!isOwnOrigin(c, env)) return new Response('This did not come from a page of ours.', { status: 403 });
    const { body } = await readUpTo(c, limits.form);
    const typed = typedFields(body, c.req.header('content-type') ?? '');
    const link = typed.get('link');
    if (link) return enterByLink(c, link);
    const setUp = typed.get('set-up');
    const back = await wayBack(c, setUp ? `/setup/${setUp}` : null);
    if (!back) return away();
    if (example.state().is === 'ready') return enter(c, back);
    // What went wrong is on the page that asks how far it is.
    example.make().catch(() => {});
    return go(entrance, [fromCookie(env, back)]);
  });

  const show = (facts: Parameters<typeof examplePage>[0]): Response =>
    pages.render(examplePage(facts), { headers: facts.is === 'making' ? { refresh: `1; url=${entrance}` } : {} });

  /** Where they go afterwards: their own Today, or on with setting up. Null where they may not come in. */
  async function wayBack(c: Ask, wanted: string | null): Promise<string | null> {
    const token = /^\/setup\/([\w-]+)$/.exec(wanted ?? '')?.[1];
    if (token) {
      const seen = await readLink(env, token);
      if (seen.open && seen.purpose === 'set-up') return wanted;
    }
    return (await findViewer(env, c.req.header('cookie'))) ? '/' : null;
  }

  async function enter(c: Ask, back: string): Promise<Response> {
    const there = await example.env();
    if (!there) return show({ is: 'none' });
    const { cookie } = await enterExample(there, caller(c));
    return go(exampleBase, [cookie, fromCookie(env, back)]);
  }

  async function enterByLink(c: Ask, token: string): Promise<Response> {
    const there = await example.env();
    const seen = there && (await readLink(there, token));
    if (!there || !seen?.open) return show({ is: 'link-over' });
    const signedIn = await signInByLink(there, { token }, caller(c));
    return signedIn.done ? go(exampleBase, [signedIn.cookie]) : show({ is: 'link-over' });
  }
}

/** The two ways out, from the band on every screen of the example. */
export function exampleExits(env: Env, open: OpenDoor, example: Example): void {
  const leave = async (c: Ask, then: () => Promise<void>): Promise<Response> => {
    if (!isOwnOrigin(c, env)) return new Response('This did not come from a page of ours.', { status: 403 });
    const viewer = await findViewer(env, c.req.header('cookie'));
    if (!viewer) return away();
    await endSession(env, { memberId: viewer.member.id, sessionId: viewer.sessionId });
    await then();
    return go(wayIn(c) ?? '/', [noCookie(env), fromCookie(env, null)]);
  };
  open('POST', '/leave', 'anyone', (c) => leave(c, async () => {}));
  open('POST', '/throw-away', 'anyone', (c) => leave(c, () => example.throwAway()));
}

const away = () => go('/', []);

function go(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** The page from which they came in: kept by their own browser, because the link that sets up is known to nobody else. */
function wayIn(c: Ask): string | null {
  const said = new RegExp(`(?:^|;\\s*)${fromName}=%2F(?:setup%2F([\\w-]+))?(?:;|$)`).exec(c.req.header('cookie') ?? '');
  return said && (said[1] ? `/setup/${said[1]}` : '/');
}

const fromCookie = ({ settings }: Env, path: string | null): string =>
  `${fromName}=${encodeURIComponent(path ?? '')}; Path=/; Max-Age=${path === null ? 0 : seconds}; HttpOnly; SameSite=Strict${settings.url.startsWith('https:') ? '; Secure' : ''}`;
