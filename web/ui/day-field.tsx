type Shown = { label: string; name: string; min: string | undefined; day: string | undefined; required?: boolean };

/** A day to choose, from `min` on: both as 2026-11-20. */
export const DayField = ({ label, name, min, day, required = true }: Shown) => (
  <label className="field">
    <span>{label}</span>
    <input className="input" type="date" name={name} min={min} defaultValue={day} required={required} />
  </label>
);
