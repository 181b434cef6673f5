import { useEffect, useRef, useState } from 'react';
import { here } from '../here.ts';
import type { LooksLike } from './looks-like.ts';

/** Asked a moment after the last letter; without an answer the page goes on as if there were none. */
export function useLooksLike(typed: string, forget: () => void): LooksLike | null {
  const [found, setFound] = useState<LooksLike | null>(null);
  const clear = useRef(forget);
  clear.current = forget;
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(async () => {
      if (typed.trim().length < 3) return setFound(null);
      try {
        const answer = await fetch(here(`/log/look?q=${encodeURIComponent(typed)}`), { signal: left.signal });
        const { found: next } = (await answer.json()) as { found: LooksLike | null };
        setFound((before) => {
          if (before?.number !== next?.number) clear.current();
          return next;
        });
      } catch {
        if (!left.signal.aborted) setFound(null);
      }
    }, 250);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [typed]);
  return found;
}
