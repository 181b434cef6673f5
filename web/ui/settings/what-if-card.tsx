import { Form, useSubmit } from 'react-router';
import type { WhatIf } from './what-if.ts';

const kinds = [
  ['first', 'Somebody new'],
  ['missedCall', 'A missed call'],
  ['again', 'They write back'],
] as const;

/** Type a moment, see when they hear and why. */
export function WhatIfCard({ asked, means }: { asked: WhatIf; means: WhatIf }) {
  const submit = useSubmit();
  return (
    <Form
      className="card calm what-if"
      onChange={(event) => void submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      <h2>
        <label htmlFor="what-if-at">What if somebody writes on</label>
      </h2>
      <input className="input" id="what-if-at" type="datetime-local" name="at" defaultValue={asked.at} required />
      <div className="picks">
        {kinds.map(([kind, words]) => (
          <label key={kind}>
            <input type="radio" name="kind" value={kind} defaultChecked={asked.kind === kind} />
            {words}
          </label>
        ))}
        <label>
          <input type="checkbox" name="urgent" value="yes" defaultChecked={asked.urgent} />
          Urgent
        </label>
      </div>
      <noscript>
        <button className="button" type="submit">
          See
        </button>
      </noscript>
      <div aria-live="polite">
        <p className="hear-by">{means.by}</p>
        <p className="quiet">{means.why}</p>
      </div>
    </Form>
  );
}
