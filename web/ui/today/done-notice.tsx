import { type ReactNode, useEffect, useState } from 'react';

/**
 * Says what was just done, and offers what can still be done about it. With `left` (milliseconds) it goes when that time is over;
 * a focus inside keeps it, so that nobody loses it under their hands.
 */
export function DoneNotice({ words, left, children }: { words: string; left?: number | undefined; children?: ReactNode }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (left === undefined) return;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [left]);
  if (over) return null;
  return (
    <div className="notice" role="status">
      <span>{words}</span>
      {children}
      {left === undefined && (
        <button type="button" className="link" onClick={() => setOver(true)}>
          Close
        </button>
      )}
    </div>
  );
}
