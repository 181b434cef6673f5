import { useEffect, useState } from 'react';

const every = 30_000;

/** The house's time as it goes on: what the server said, moved on twice a minute, whatever the clock of this computer says. */
export function useNow(said: number): number {
  const [now, setNow] = useState(said);
  useEffect(() => {
    const began = performance.now();
    setNow(said);
    const ticking = setInterval(() => setNow(said + Math.round(performance.now() - began)), every);
    return () => clearInterval(ticking);
  }, [said]);
  return now;
}
