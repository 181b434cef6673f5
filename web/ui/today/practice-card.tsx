import { Link } from 'react-router';
import { OpenExample } from '../example/open-example.tsx';
import { Form } from '../form.tsx';
import type { PracticeShown } from './practice.ts';

/** On Today while nothing real has come in: how it feels when something does. It counts nowhere. */
export function PracticeCard({ practice }: { practice: PracticeShown | null }) {
  if (!practice) return null;
  const { sent } = practice;
  return (
    <section className="card practice" aria-live="polite">
      <h2>{sent.length === 0 ? 'You’re set. Nobody is late.' : 'It arrived'}</h2>
      {sent.length === 0 && (
        <p className="quiet">Try it: send yourself an enquiry. It comes in as a real one would, and counts nowhere.</p>
      )}
      <ul>
        {sent.map(({ number, who, asked, when, told }) => (
          <li key={number}>
            <p>
              <Link to={`/leads/${number}`}>{who}</Link> <span className="chip">practice</span>{' '}
              <span className="faint">{when}</span>
            </p>
            <p className="quiet">“{asked}”</p>
            <p>
              The sender was told: <b>{told}</b>
            </p>
          </li>
        ))}
      </ul>
      <Form method="post" action="/practice" className="in-a-row">
        {sent.length === 0 ? (
          <button className="button first" type="submit" name="go" value="send">
            Send myself an enquiry
          </button>
        ) : (
          <>
            <button className="button" type="submit" name="go" value="end">
              Throw it away
            </button>
            <Link className="button bare" to="/f/website" reloadDocument>
              See the form your customers use
            </Link>
          </>
        )}
      </Form>
      {sent.length === 0 && <OpenExample />}
    </section>
  );
}
