import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { memberOf, ofThisHouse } from './here.ts';

/** `at` by the clock of this device, which may be wrong. */
type Out = { number: number; by: 'call' | 'mail'; at: number; member: string | null };

const place = () => ofThisHouse('baton.out');
/** Later than that nobody remembers how a call went. Milliseconds. */
const longest = 12 * 3_600_000;
/** A computer that rings by another program stays on this page. Milliseconds. */
const stayed = 1_500;

/** The phone's own app is about to open: remembered, also where this page is gone when they come back. */
export function rememberOut(number: number, by: Out['by']): void {
  try {
    localStorage.setItem(place(), JSON.stringify({ number, by, at: Date.now(), member: memberOf(document) } satisfies Out));
    dispatchEvent(new Event('baton-out'));
  } catch {
    // Without a place to remember it, nobody is asked.
  }
}

function forgetOut(): void {
  try {
    localStorage.removeItem(place());
  } catch {
    // It was not remembered either.
  }
}

function readOut(): Out | null {
  try {
    const out = JSON.parse(localStorage.getItem(place()) ?? 'null') as Out | null;
    // Somebody else may have signed in here since.
    return out && out.member === memberOf(document) && Date.now() - out.at < longest ? out : null;
  } catch {
    return null;
  }
}

/** Asks how it went when somebody comes back from the phone's own app, once. Stands on every screen. `now`: the house's time, just told. */
export function useOutAndBack(now: number): void {
  const navigate = useNavigate();
  const ahead = useRef(0);
  useEffect(() => {
    ahead.current = now - Date.now();
  }, [now]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
      const out = readOut();
      if (!out) return;
      clearTimeout(timer);
      forgetOut();
      navigate(`/leads/${out.number}?call=${out.by}&at=${out.at + ahead.current}`, { preventScrollReset: true });
    };
    const begin = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, stayed);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    addEventListener('pageshow', ask);
    addEventListener('baton-out', begin);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', ask);
      removeEventListener('pageshow', ask);
      removeEventListener('baton-out', begin);
    };
  }, [navigate]);
}
