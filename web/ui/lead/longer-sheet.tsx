import { DayField } from '../day-field.tsx';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** A new time for the one who waits, by one tap; on their page, and by mail where there is an address. */
export const LongerSheet = ({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) => (
  <Sheet title="Tell them it takes longer" above={lead.told ? `They were told: ${lead.told}` : lead.who}>
    {wrong && <WrongBox wrong={wrong} />}
    <p className="quiet">
      They hear from us by the time you choose.{' '}
      {lead.mail
        ? lead.mailLeaves
          ? 'It stands on their page at once, and a mail goes in ten seconds.'
          : 'It stands on their page at once. No mail server is set, so the mail is kept and not sent.'
        : 'There is no address to tell them by, so it stands here only.'}
    </p>
    <Act intent="longer" version={lead.version} wrong={wrong}>
      <div className="choices">
        {lead.longer.map(({ at, words }) => (
          <button key={at} className="button large" type="submit" name="until" value={at}>
            {words}
          </button>
        ))}
      </div>
    </Act>
    <details className="in-place" open={Boolean(wrong?.typed.date)}>
      <summary className="link">Another time</summary>
      <Act intent="longer" version={lead.version} wrong={wrong} className="pair">
        <DayField label="Day" name="date" min={lead.today} day={wrong?.typed.date} />
        <label className="field">
          <span>Time</span>
          <input className="input" type="time" name="time" required defaultValue={wrong?.typed.time ?? '10:00'} />
        </label>
        <button className="button first across" type="submit">
          Tell them
        </button>
      </Act>
    </details>
  </Sheet>
);
