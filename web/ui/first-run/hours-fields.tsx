const days = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
] as const;

/** The same hours for the ticked days, with a break if there is one; whoever needs more finds it in the settings. */
export function HoursFields({ fields }: { fields: [string, string][] }) {
  const one = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
  const time = (name: string, label: string) => (
    <input className="input" type="time" name={name} aria-label={label} defaultValue={one(name)} />
  );
  return (
    <>
      <span className="picks">
        {days.map(([day, words]) => (
          <label key={day}>
            <input
              type="checkbox"
              name="day"
              value={day}
              defaultChecked={fields.some(([key, value]) => key === 'day' && value === day)}
            />
            {words}
          </label>
        ))}
      </span>
      <span className="times">
        <span>Open</span> {time('from', 'Open from')} <span>to</span> {time('until', 'Open until')}
      </span>
      <span className="times">
        <span>Break</span> {time('pauseFrom', 'Break from, if there is one')} <span>to</span> {time('pauseUntil', 'Break until')}
      </span>
      <small className="faint">Other hours for single days and seasons can be set later.</small>
    </>
  );
}
