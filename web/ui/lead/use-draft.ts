import { useCallback, useEffect, useRef, useState } from 'react';
import { here } from '../here.ts';

const pause = 700;

/** Keeps what is being written a moment after the last letter, and at once when the page goes. */
export function useDraft(number: number) {
  const waiting = useRef<{ kind: string; text: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [state, setState] = useState('');

  const send = useCallback(() => {
    clearTimeout(timer.current);
    const draft = waiting.current;
    if (!draft) return;
    waiting.current = null;
    fetch(here(`/leads/${number}/draft`), { method: 'POST', body: new URLSearchParams(draft), keepalive: true }).then(
      ({ ok }) => setState(ok ? (draft.text.trim() ? 'Draft kept' : '') : 'Draft not kept'),
      () => setState('No connection: not kept yet'),
    );
  }, [number]);

  const keep = (kind: string, text: string) => {
    waiting.current = { kind, text };
    clearTimeout(timer.current);
    timer.current = setTimeout(send, pause);
  };
  /** The text is on its way as what it is, and no draft any more. */
  const forget = () => {
    clearTimeout(timer.current);
    waiting.current = null;
    setState('');
  };

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && send();
    document.addEventListener('visibilitychange', hide);
    addEventListener('pagehide', send);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('pagehide', send);
      send();
    };
  }, [send]);
  return { keep, forget, state };
}
