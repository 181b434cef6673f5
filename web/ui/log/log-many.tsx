import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { Form } from '../form.tsx';
import { Undo } from '../lead/notice.tsx';
import type { LoggedLines, LogWrong } from './log-acts.ts';

type Props = { typed: string; done: LoggedLines | null; wrong: LogWrong | null };

/** One per line, as somebody would jot them down. */
export function LogMany({ typed, done, wrong }: Props) {
  return (
    <>
      <p className="quiet">One per line, as you would jot it down: a name, a number or an email, and what they want.</p>
      <Form method="post" action="/log?many">
        <label className="field">
          <span>Enquiries</span>
          <textarea
            key={done?.lines.length ?? 0}
            className="input"
            name="many"
            rows={8}
            required
            defaultValue={done ? '' : typed}
            placeholder={
              'Tom Reid 07700 900455 new bathroom before Christmas\nPriya Nair priya@nair.example landlord certificate, two flats'
            }
          />
        </label>
        <button className="button first large across save" type="submit">
          Save them
        </button>
      </Form>
      {wrong && (
        <p className="wrong-box" role="alert">
          {wrong.message}
        </p>
      )}
      {done && (
        <section aria-label="Saved" role="status">
          <div className="section-head">
            <h2>Saved</h2>
            <p>{done.lines.length === 1 ? 'one line' : `${done.lines.length} lines`}</p>
          </div>
          <ul className="list plain">
            {done.lines.map(({ line, number, again }) => (
              <li key={line}>
                {number === null ? <span className="chip soon">not sure</span> : <Link to={`/leads/${number}`}>#{number}</Link>}
                {again && <span className="chip">was here already</span>} <span className="quiet">{line}</span>
              </li>
            ))}
          </ul>
          {done.undo && <UndoAll key={done.undo.id} {...done.undo} />}
        </section>
      )}
    </>
  );
}

/** All of them, for as long as it can be done. */
function UndoAll({ id, left }: { id: string; left: number }) {
  const [over, setOver] = useState(left <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [left]);
  return over ? null : <Undo id={id} back="/log?many" />;
}
