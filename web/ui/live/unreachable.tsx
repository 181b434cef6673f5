import { useEffect, useState } from 'react';
import { reachableEvent, unreachableEvent } from './hold-while-unreachable.ts';

/** Says quietly that the house does not answer just now, for as long as that is so. */
export function Unreachable() {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const show = () => setAway(true);
    const hide = () => setAway(false);
    addEventListener(unreachableEvent, show);
    addEventListener(reachableEvent, hide);
    return () => {
      removeEventListener(unreachableEvent, show);
      removeEventListener(reachableEvent, hide);
    };
  }, []);
  return (
    <div className="unreachable" role="status">
      {away && <p>Baton cannot be reached just now. What stands here may be older; it goes on by itself.</p>}
    </div>
  );
}
