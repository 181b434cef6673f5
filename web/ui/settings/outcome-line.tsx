import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

type Told = { saved?: string; wrong?: string } | undefined;

/** What became of a form: saved, or why not. A problem takes the focus, so that nobody has to look for it. */
export function OutcomeLine({ told }: { told: Told }) {
  const box = useRef<HTMLParagraphElement>(null);
  const { pathname: here } = useLocation();
  const wrong = told?.wrong;
  useEffect(() => {
    if (wrong) box.current?.focus();
  }, [told, wrong]);
  if (wrong)
    return (
      <p className="wrong-box" role="alert" tabIndex={-1} ref={box}>
        {wrong} {/in the meantime/.test(wrong) && <a href={here}>See how it is now</a>}
      </p>
    );
  return told?.saved ? (
    <p className="saved-box" role="status">
      {told.saved}
    </p>
  ) : null;
}
