import { useEffect, useState } from 'react';
import { timeStands } from '../here.ts';

const every = 30_000;

/** The house's time as it goes on: what the server said, moved on twice a minute, whatever the clock of this computer says; in the example business it stands. */
export function useNow(said: number): number {
  const [now, setNow] = useState(said);
  useEffect(() => {
    const began = performance.now();
    setNow(said);
    if (timeStands()) return;
    const ticking = setInterval(() => setNow(said + Math.round(performance.now() - began)), every);
    return () => clearInterval(ticking);
  }, [said]);
  return now;
}
