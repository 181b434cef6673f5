import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';

/**
 * One sheet over the page, open because the address says so: so it works without script too, and the way back closes it. The focus
 * goes back to where it came from.
 */
export function Sheet({ title, above, children }: { title: string; above?: ReactNode; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const close = () => navigate(pathname, { replace: true, preventScrollReset: true });
  useLayoutEffect(() => {
    const before = document.activeElement;
    // It comes open from the server; only one that is opened by script lies above everything and holds the focus.
    dialog.current?.removeAttribute('open');
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      open
      aria-labelledby={name}
      onClose={close}
      onPointerDown={(event) => {
        if (event.target === dialog.current && isOutside(event, dialog.current)) close();
      }}
    >
      {above && <p className="faint">{above}</p>}
      <h1 id={name}>{title}</h1>
      {children}
      <Link className="button bare shut" to={pathname} replace preventScrollReset>
        <span aria-hidden="true">×</span>
        <span className="unseen">Close</span>
      </Link>
    </dialog>
  );
}

/** On what lies behind it: the dialog itself is hit there, too. */
function isOutside({ clientX, clientY }: { clientX: number; clientY: number }, dialog: HTMLElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
