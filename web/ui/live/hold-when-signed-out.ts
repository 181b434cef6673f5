/** Told on the window when the house answers that the session is over, and when somebody says that they are signed in again. */
export const signedOutEvent = 'baton:signed-out';
export const signedInEvent = 'baton:signed-in';

/**
 * What is asked while the session is over waits until somebody is signed in again, and is asked again then. So a screen and what is
 * typed on it stay as they are, whichever act or reload it was that found out.
 */
export function holdWhenSignedOut(page: Window): void {
  const ask = page.fetch.bind(page);
  const held = async (...asked: Parameters<typeof fetch>): Promise<Response> => {
    const response = await ask(...asked);
    if (!response.headers.has('x-signed-out')) return response;
    await new Promise((again) => {
      page.addEventListener(signedInEvent, again, { once: true });
      const isShown = !page.dispatchEvent(new Event(signedOutEvent, { cancelable: true }));
      if (!isShown) page.location.assign('/sign-in');
    });
    return held(...asked);
  };
  page.fetch = held;
}
