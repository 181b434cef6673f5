import type { Wrong } from '../keeping.ts';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** Their turn until a day, by one tap. */
export const WaitForm = ({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) => (
  <Act intent="wait" version={lead.version} wrong={wrong}>
    <p className="quiet">It stays open, and it is their turn until that day. If nothing has come by then, we ring.</p>
    <div className="choices">
      {lead.days.map(({ date, words }) => (
        <button key={date} className="button large" type="submit" name="day" value={date}>
          {words}
        </button>
      ))}
    </div>
  </Act>
);
