import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { Form } from '../form.tsx';
import type { NoticeShown } from './notice-of.ts';

const shownFor = 5_000;

/** What was just done, and for ten seconds the way back. `back` is where the way back leads. */
export function Notice({ notice, back }: { notice: NoticeShown; back: string }) {
  const { words, next, letter, left, number } = notice;
  const seconds = useSeconds(left > 0 ? left : notice.id.includes(' ') ? shownFor : 0);
  if (seconds <= 0) return null;
  return (
    <div className="notice" role="status">
      <span>
        {words}
        {letter && <Countdown seconds={seconds} />}
      </span>
      {next && (
        <span>
          Next: {next.words} {next.suggested && <span className="chip suggested">suggested</span>}
        </span>
      )}
      {next && (
        <Link className="link" to={`/leads/${number}?step`} preventScrollReset>
          Change
        </Link>
      )}
      {left > 0 && <Undo id={notice.id} back={back} />}
    </div>
  );
}

/** Counted for the eyes only: nobody wants each second read out. */
const Countdown = ({ seconds }: { seconds: number }) => (
  <>
    <span aria-hidden="true" className="figures">{` ${seconds} s.`}</span>
    <span className="unseen"> ten seconds.</span>
  </>
);

export const Undo = ({ id, back }: { id: string; back: string }) => (
  <Form method="post" action="/undo" preventScrollReset>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="back" value={back} />
    <button className="link" type="submit">
      Undo
    </button>
  </Form>
);

/** So many whole seconds are left. */
function useSeconds(length: number): number {
  const [left, setLeft] = useState(length);
  useEffect(() => {
    const began = performance.now();
    const ticking = setInterval(() => setLeft(length - (performance.now() - began)), 250);
    return () => clearInterval(ticking);
  }, [length]);
  return Math.ceil(left / 1000);
}
