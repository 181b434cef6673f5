import { useEffect, useRef } from 'react';
import { signedInEvent, signedOutEvent } from './hold-when-signed-out.ts';

/** Covers the screen when the session is over. What was typed stays underneath and goes on after signing in again. */
export function SignedOut() {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const show = (event: Event) => {
      event.preventDefault();
      if (!sheet.current?.open) sheet.current?.showModal();
    };
    addEventListener(signedOutEvent, show);
    return () => removeEventListener(signedOutEvent, show);
  }, []);
  const goOn = () => {
    sheet.current?.close();
    dispatchEvent(new Event(signedInEvent));
  };
  return (
    <dialog className="sheet signed-out" ref={sheet} aria-labelledby="signed-out" onCancel={(event) => event.preventDefault()}>
      <h1 id="signed-out">You are signed out</h1>
      <p>
        This device was signed out, here or elsewhere. What you typed is still here. Sign in again in another tab, then go on.
      </p>
      <div className="below">
        <a className="button bare" href="/sign-in">
          Leave this page
        </a>
        <a className="button" href="/sign-in" target="_blank" rel="noreferrer">
          Sign in again
        </a>
        <button className="button first" type="button" onClick={goOn}>
          I am signed in again, go on
        </button>
      </div>
    </dialog>
  );
}
