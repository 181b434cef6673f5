import { useEffect, useRef, useState } from 'react';
import { type SignedOutNews, signedInEvent, signedOutEvent } from './hold-when-signed-out.ts';

/** Covers the screen when the session is over. What was typed stays underneath and goes on after signing in again, as the same person. */
export function SignedOut({ me }: { me: string }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const [other, setOther] = useState<string | null>(null);
  const [went, setWent] = useState(false);
  useEffect(() => {
    const show = (event: Event) => {
      event.preventDefault();
      setWent(false);
      setOther((event as CustomEvent<SignedOutNews>).detail.other);
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
      <h1 id="signed-out">{other ? `${other} is signed in now` : 'You are signed out'}</h1>
      <p>
        {other
          ? `This page is still the one of ${me}. What you typed is still here and was not sent, so that it does not go out as ${other}. Sign in as ${me} in another tab, then go on.`
          : 'This device was signed out, here or elsewhere. What you typed is still here. Sign in again in another tab, then go on.'}
      </p>
      <div className="below">
        <a className="button bare" href="/">
          Leave this page
        </a>
        <a
          className={went ? 'button' : 'button first'}
          href="/sign-in?anew"
          target="_blank"
          rel="noreferrer"
          onClick={() => setWent(true)}
        >
          {other ? `Sign in as ${me}` : 'Sign in again'}
        </a>
        <button className={went ? 'button first' : 'button'} type="button" onClick={goOn}>
          I am signed in again, go on
        </button>
      </div>
    </dialog>
  );
}
