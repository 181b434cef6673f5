import { DayField } from '../day-field.tsx';
import type { Wrong } from '../keeping.ts';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined };

/** Put aside until a day. */
export const LaterForm = ({ lead, wrong }: Props) => (
  <Act intent="later" version={lead.version} wrong={wrong} className="pair">
    <p className="quiet across">Asleep until then: not open work, and not lost. It comes back by itself.</p>
    <DayField label="Until" name="day" min={lead.days[0]?.date} day={wrong?.typed.day} />
    <label className="field">
      <span>
        What then <i>if you know</i>
      </span>
      <input className="input" name="what" maxLength={300} placeholder="Get in touch again" defaultValue={wrong?.typed.what} />
    </label>
    <button className="button first large across" type="submit">
      Put it to later
    </button>
  </Act>
);
