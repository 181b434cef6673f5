import { DayField } from '../day-field.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen; what?: string | undefined; date?: string | undefined };

/** What happens next, and on which day. */
export const NextFields = ({ lead, what, date }: Props) => (
  <>
    <label className="field">
      <span>What happens next</span>
      <input className="input" name="what" defaultValue={what} maxLength={300} required />
    </label>
    <DayField label="On" name="date" min={lead.today} day={date ?? lead.days[0]?.date} />
  </>
);
