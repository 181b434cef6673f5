import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

type Told = { saved?: string | undefined; wrong?: string | undefined } | undefined;

/** What became of a form: saved, or why not. A problem takes the focus, so that nobody has to look for it. */
export function OutcomeLine({ told, children }: { told: Told; children?: ReactNode }) {
  const box = useRef<HTMLParagraphElement>(null);
  const { pathname, search } = useLocation();
  const wrong = told?.wrong;
  useEffect(() => {
    if (wrong) box.current?.focus();
  }, [told, wrong]);
  if (wrong)
    return (
      <p className="wrong-box" role="alert" tabIndex={-1} ref={box}>
        {wrong}{' '}
        {/in the meantime/.test(wrong) && (
          <>
            What you typed is still here. <a href={pathname + search}>See how it is now</a>
          </>
        )}
      </p>
    );
  return told?.saved ? (
    <div className="saved-box" role="status">
      {told.saved} {children}
    </div>
  ) : null;
}
