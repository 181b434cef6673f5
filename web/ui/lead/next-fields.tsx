import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen; what?: string | undefined; date?: string | undefined };

/** What happens next, and on which day. */
export const NextFields = ({ lead, what, date }: Props) => (
  <>
    <label className="field">
      <span>What happens next</span>
      <input className="input" name="what" defaultValue={what} maxLength={300} required />
    </label>
    <label className="field">
      <span>On</span>
      <input className="input" type="date" name="date" min={lead.today} defaultValue={date ?? lead.days[0]?.date} required />
    </label>
  </>
);
