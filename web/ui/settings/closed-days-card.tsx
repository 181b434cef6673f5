import { Link } from 'react-router';
import { Field } from '../field.tsx';
import { Form } from '../form.tsx';
import type { ClosedShown, TypedDay } from './closed-days-form.ts';
import type { HolidaysShown } from './public-holidays.ts';
import { PublicHolidays } from './public-holidays.tsx';

type Shown = {
  closed: ClosedShown[];
  version: number;
  country: string;
  holidays: HolidaysShown | null;
  typed: TypedDay | undefined;
};

/** Public holidays and days of one's own on which nobody is there. */
export const ClosedDaysCard = ({ closed, version, country, holidays, typed }: Shown) => (
  <section className="card closed-days" id="closed-days" aria-labelledby="closed-days-head">
    <h2 id="closed-days-head">Closed days</h2>
    {holidays ? (
      <PublicHolidays {...holidays} country={country} version={version} />
    ) : (
      <p>
        <Link to="?holidays#closed-days" preventScrollReset>
          Choose public holidays
        </Link>
      </p>
    )}
    <Form method="post" preventScrollReset>
      <input type="hidden" name="version" value={version} />
      {closed.length === 0 ? <p className="quiet">None are to come.</p> : <ComingDays closed={closed} />}
      <div className="add-closed">
        <Field label="Closed from" type="date" name="from" defaultValue={typed?.from} />
        <Field label="until, if longer" type="date" name="until" defaultValue={typed?.until} />
        <Field label="Why" name="name" placeholder="Between the years" defaultValue={typed?.name} autoComplete="off" />
      </div>
      <label className="tick">
        <input type="checkbox" name="yearly" value="yes" defaultChecked={typed?.yearly} />
        The same days every year
      </label>
      <button className="button" type="submit" name="do" value="closed">
        Save the closed days
      </button>
    </Form>
  </section>
);

const ComingDays = ({ closed }: { closed: ClosedShown[] }) => (
  <details>
    <summary>
      {closed.length} to come, next {closed[0]!.words} ({closed[0]!.name})
    </summary>
    <ul>
      {closed.map(({ dates, words, name, yearly }) => (
        <li key={dates[0]}>
          <span>
            {words}
            {yearly && ', every year'} <span className="quiet">{name}</span>
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
);
