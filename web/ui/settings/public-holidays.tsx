import { Link, useSubmit } from 'react-router';
import { SelectField } from '../field.tsx';
import { Form } from '../form.tsx';
import type { HolidaysShown } from './public-holidays.ts';

/** The public holidays of the coming year as ticks, of the whole country or of a region. */
export const PublicHolidays = ({
  region,
  regions,
  holidays,
  country,
  version,
}: HolidaysShown & { country: string; version: number }) => (
  <div className="public-holidays">
    {regions.length > 0 && <Region region={region} regions={regions} country={country} />}
    <Form method="post" preventScrollReset key={`${region} ${version}`}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="region" value={region || 'all'} />
      <fieldset>
        <legend>Public holidays on which you are closed</legend>
        {holidays.length === 0 && <p className="quiet">Baton knows none for {country}. Add them below.</p>}
        {holidays.map(({ name, words, ticked }) => (
          <label className="tick said" key={name}>
            <input type="checkbox" name="holiday" value={name} defaultChecked={ticked} />
            <span>
              {name} <small className="faint">{words}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="faint">The same ones count in the years after.</p>
      <div className="save-line">
        <button className="button first" type="submit" name="do" value="holidays">
          Save the public holidays
        </button>
        <Link className="button bare" to="?" preventScrollReset>
          Close
        </Link>
      </div>
    </Form>
  </div>
);

const Region = ({ region, regions, country }: Pick<HolidaysShown, 'region' | 'regions'> & { country: string }) => {
  const submit = useSubmit();
  return (
    <Form
      className="region"
      action="#closed-days"
      preventScrollReset
      onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
    >
      <SelectField label="Where" name="holidays" defaultValue={region || 'all'}>
        <option value="all">{country}, what all of it keeps</option>
        {regions.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <button className="button without-script" type="submit">
        Show
      </button>
    </Form>
  );
};
