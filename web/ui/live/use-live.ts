import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';
import { here, ofThisHouse } from '../here.ts';

/** Milliseconds between two reloads of what a screen shows. */
const atMost = 500;
/** Words such as "40 s ago" stay true, and what a stream has missed is found. */
const anyway = 30_000;
/** Before a stream that was turned away is asked for again. */
const again = 10_000;

/**
 * Reloads what the screens show, without a reload of the page, when somebody has changed something: by one stream per browser, in
 * whichever tab holds the lock; the others hear of it from that one.
 */
export function useLive(): void {
  const { revalidate, state } = useRevalidator();
  const now = useRef({ revalidate, state });
  now.current = { revalidate, state };
  useEffect(() => {
    let last = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const reload = () => {
      waiting = undefined;
      if (document.hidden) return;
      if (now.current.state !== 'idle') return later(atMost);
      last = performance.now();
      now.current.revalidate();
    };
    const later = (wait: number) => {
      waiting ??= setTimeout(reload, wait);
    };
    const hear = () => later(Math.max(0, last + atMost - performance.now()));
    const regularly = setInterval(hear, anyway);
    document.addEventListener('visibilitychange', hear);
    const leave = joinStream(hear);
    return () => {
      clearTimeout(waiting);
      clearInterval(regularly);
      document.removeEventListener('visibilitychange', hear);
      leave();
    };
  }, []);
}

/** Calls `hear` for every piece of news until it is left. */
function joinStream(hear: () => void): () => void {
  const room = new BroadcastChannel(ofThisHouse('baton-live'));
  const left = new AbortController();
  room.onmessage = hear;
  const hold = () =>
    new Promise<void>((over) => {
      const tell = () => {
        room.postMessage('');
        hear();
      };
      const stream = new EventSource(here('/live'));
      stream.onmessage = tell;
      // Also after it was cut off: something may have been missed. Turned away means signed out, which a reload finds.
      stream.onopen = tell;
      stream.onerror = () => {
        if (stream.readyState !== EventSource.CLOSED) return;
        tell();
        setTimeout(over, again);
      };
      left.signal.addEventListener('abort', () => {
        stream.close();
        over();
      });
    });
  // Another tab's stream may have told what this page was too young to hear. Asked for before the lock, so it is answered before.
  const askWhetherHeld = async () => {
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === ofThisHouse('baton-live'))) hear();
  };
  const join = async () => {
    // Locks are for https and this computer alone; elsewhere every tab has a stream of its own.
    while (!left.signal.aborted)
      await (navigator.locks
        ? navigator.locks.request(ofThisHouse('baton-live'), { signal: left.signal }, hold).catch(() => {})
        : hold());
  };
  if (navigator.locks) void askWhetherHeld();
  void join();
  return () => {
    left.abort();
    room.close();
  };
}
