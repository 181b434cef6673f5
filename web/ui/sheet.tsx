import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';

type Props = {
  title: string;
  above?: ReactNode;
  /** The address without it, where that is not the bare page. */
  back?: string;
  children: ReactNode;
};

/**
 * One sheet over the page, open because the address says so: so it works without script too, and the way back closes it. The focus
 * goes back to where it came from.
 */
export function Sheet({ title, above, back, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useId();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const without = back ?? pathname;
  const close = () => navigate(without, { replace: true, preventScrollReset: true });
  useLayoutEffect(() => {
    const before = document.activeElement;
    const sheet = dialog.current;
    // It comes open from the server; only one that is opened by script lies above everything and holds the focus.
    sheet?.removeAttribute('open');
    sheet?.showModal();
    // Whoever was in it before the page came alive stays where they were.
    if (before instanceof HTMLElement && sheet?.contains(before)) before.focus({ preventScroll: true });
    return () => {
      // As long as it lies above, nothing below it takes the focus.
      sheet?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      open
      aria-labelledby={name}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        // Shut by the browser it would be gone a moment before the address says so.
        event.preventDefault();
        close();
      }}
      onClose={close}
      onPointerDown={(event) => {
        if (event.target === dialog.current && isOutside(event, dialog.current)) close();
      }}
    >
      {above && <p className="faint">{above}</p>}
      <h1 id={name}>{title}</h1>
      {children}
      <Link className="button bare shut" to={without} replace preventScrollReset>
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
