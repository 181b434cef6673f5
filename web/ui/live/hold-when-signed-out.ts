import { memberOf } from '../here.ts';

/** Told on the window when the house answers that the session is over, and when somebody says that they are signed in again. */
export const signedOutEvent = 'baton:signed-out';
export const signedInEvent = 'baton:signed-in';

/** Who else is signed in by now, where somebody is. */
export type SignedOutNews = { other: string | null };

/**
 * What is asked while the session is over waits until somebody is signed in again, and is asked again then. So a screen and what is
 * typed on it stay as they are, whichever act or reload it was that found out. Where another one has signed in, it goes on waiting:
 * everything that a page asks says for whom it was made, so that nothing goes out as somebody else.
 */
export function holdWhenSignedOut(page: Window): void {
  const ask = page.fetch.bind(page);
  const held = async (...asked: Parameters<typeof fetch>): Promise<Response> => {
    const response = await ask(...asked);
    if (!response.headers.has('x-signed-out')) return response;
    const other = response.headers.get('x-signed-in-as');
    await new Promise((again) => {
      page.addEventListener(signedInEvent, again, { once: true });
      const detail: SignedOutNews = { other: other && decodeURIComponent(other) };
      const isShown = !page.dispatchEvent(new CustomEvent(signedOutEvent, { cancelable: true, detail }));
      if (!isShown) page.location.assign('/sign-in');
    });
    return held(...asked);
  };
  page.fetch = (input, init) => {
    const member = memberOf(page.document);
    const { origin } = new URL(input instanceof Request ? input.url : input, page.location.href);
    if (!member || origin !== page.location.origin) return held(input, init);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set('x-member', member);
    return held(input, { ...init, headers });
  };
}
