import { Form } from '../form.tsx';
import type { HoursShown } from './hours-form.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const two = (n: number) => String(n).padStart(2, '0');

/** Opening hours per weekday with breaks, and other hours for parts of the year. */
export const HoursCard = ({ hours: { days, seasons }, version }: { hours: HoursShown; version: number }) => (
  <Form method="post" className="card hours">
    <h2>Opening hours</h2>
    <input type="hidden" name="version" value={version} />
    {days.map(({ day, name, blocks }) => (
      <fieldset key={day} className="day-hours">
        <legend className={blocks.length === 0 ? 'quiet' : undefined}>{name}</legend>
        <Times day={day} n={0} block={blocks[0]} name={name} />
        <details open={blocks.length > 1}>
          <summary>
            <span aria-hidden="true">+ </span>break<span className="unseen"> on {name}</span>
          </summary>
          <span className="quiet">and again</span>
          {[...blocks.slice(1), undefined]
            .slice(0, Math.max(1, blocks.length - 1) + (blocks.length > 1 ? 1 : 0))
            .map((block, n) => (
              <Times key={n} day={day} n={n + 1} block={block} name={name} />
            ))}
        </details>
        {blocks.length === 0 && <span className="quiet">closed</span>}
      </fieldset>
    ))}
    <p className="faint">A day without times is closed. Until 00:00 means until midnight.</p>
    <details className="seasons" open={seasons.length > 0}>
      <summary>Other hours for a part of the year</summary>
      {[...seasons, null].map((season, n) => (
        <fieldset key={n} className="season">
          <legend className="unseen">{season ? season.name || `Season ${n + 1}` : 'Another season'}</legend>
          <label className="field">
            <span>Name</span>
            <input className="input" name={`season.${n}.name`} defaultValue={season?.name} placeholder="Winter hours" />
          </label>
          <Day label="From" name={`season.${n}.from`} day={season?.fromDay ?? '01'} month={season?.fromMonth ?? '11'} />
          <Day label="Until" name={`season.${n}.until`} day={season?.untilDay ?? '28'} month={season?.untilMonth ?? '02'} />
          <label className="field wide">
            <span>
              Hours <i>such as Mon-Fri 09:00-12:00,13:00-16:00; Sat 09:00-11:00</i>
            </span>
            <input className="input" name={`season.${n}.week`} defaultValue={season?.week} />
          </label>
          {season && (
            <label className="tick">
              <input type="checkbox" name={`season.${n}.out`} value="yes" /> Take it out
            </label>
          )}
        </fieldset>
      ))}
    </details>
    <button className="button first" type="submit" name="do" value="hours">
      Save the hours
    </button>
  </Form>
);

const Times = ({
  day,
  n,
  block,
  name,
}: {
  day: string;
  n: number;
  block: { from: string; until: string } | undefined;
  name: string;
}) => (
  <span className="clock-times">
    <input className="input" type="time" name={`${day}.${n}.from`} defaultValue={block?.from} aria-label={`${name}, open from`} />
    <span aria-hidden="true">–</span>
    <input
      className="input"
      type="time"
      name={`${day}.${n}.until`}
      defaultValue={block?.until}
      aria-label={`${name}, open until`}
    />
  </span>
);

const Day = ({ label, name, day, month }: { label: string; name: string; day: string; month: string }) => (
  <div className="field">
    <span>{label}</span>
    <span className="clock-times">
      <select className="input" name={`${name}Day`} defaultValue={day} aria-label={`${label}, day`}>
        {Array.from({ length: 31 }, (_, n) => two(n + 1)).map((value) => (
          <option key={value} value={value}>
            {Number(value)}
          </option>
        ))}
      </select>
      <select className="input" name={`${name}Month`} defaultValue={month} aria-label={`${label}, month`}>
        {months.map((words, n) => (
          <option key={words} value={two(n + 1)}>
            {words}
          </option>
        ))}
      </select>
    </span>
  </div>
);
