/** Told on the window when the house cannot be reached, and when it can again. */
export const unreachableEvent = 'baton:unreachable';
export const reachableEvent = 'baton:reachable';

const again = 2_000;
/** A proxy says so while the house behind it is being started anew. */
const starting = [502, 503, 504];

/**
 * What a screen asks for while the house cannot be reached is asked again until it answers. Without that a reload in the background
 * would put an error in the place of what somebody is reading or writing. What changes something is not held: it fails and is said.
 */
export function holdWhileUnreachable(page: Window): void {
  const ask = page.fetch.bind(page);
  const pause = () =>
    new Promise((over) => {
      page.addEventListener('online', over, { once: true });
      page.setTimeout(over, again);
    });
  page.fetch = async (...asked) => {
    const [target, init] = asked;
    const { pathname } = new URL(target instanceof Request ? target.url : target, page.location.href);
    const method = init?.method ?? (target instanceof Request ? target.method : 'GET');
    if (method !== 'GET' || !pathname.endsWith('.data')) return ask(...asked);
    for (let failed = false; ; failed = true) {
      try {
        const response = await ask(...asked);
        if (!starting.includes(response.status) || response.headers.has('x-remix-response')) {
          if (failed) page.dispatchEvent(new Event(reachableEvent));
          return response;
        }
      } catch (error) {
        // Given up by the screen itself: somebody has gone on.
        if (!(error instanceof TypeError)) throw error;
      }
      if (!failed) page.dispatchEvent(new Event(unreachableEvent));
      await pause();
    }
  };
}
