import { Form } from 'react-router';
import type { ClosedShown } from './closed-days-form.ts';

/** Public holidays and days of one's own on which nobody is there; a tick takes one out, the fields below add some. */
export const ClosedDaysCard = ({ closed, version }: { closed: ClosedShown[]; version: number }) => (
  <Form method="post" className="card closed-days">
    <h2>Closed days</h2>
    <input type="hidden" name="version" value={version} />
    {closed.length === 0 ? (
      <p className="quiet">None are to come.</p>
    ) : (
      <details>
        <summary>
          {closed.length} to come, next {closed[0]!.words} ({closed[0]!.name})
        </summary>
        <ul>
          {closed.map(({ dates, words, name }) => (
            <li key={dates[0]}>
              <span>
                {words} <span className="quiet">{name}</span>
              </span>
              {dates.length === 1 ? (
                <label className="tick">
                  <input type="checkbox" name="out" value={dates[0]} /> open then<span className="unseen">: {words}</span>
                </label>
              ) : (
                <details>
                  <summary>open on some of them</summary>
                  {dates.map((date) => (
                    <label className="tick" key={date}>
                      <input type="checkbox" name="out" value={date} /> {date}
                    </label>
                  ))}
                </details>
              )}
            </li>
          ))}
        </ul>
      </details>
    )}
    <div className="add-closed">
      <label className="field">
        <span>Closed from</span>
        <input className="input" type="date" name="from" />
      </label>
      <label className="field">
        <span>
          until <i>if longer</i>
        </span>
        <input className="input" type="date" name="until" />
      </label>
      <label className="field">
        <span>Why</span>
        <input className="input" name="name" placeholder="Between the years" />
      </label>
    </div>
    <button className="button" type="submit" name="do" value="closed">
      Save the closed days
    </button>
  </Form>
);
