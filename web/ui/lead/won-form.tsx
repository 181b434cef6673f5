import type { Wrong } from '../keeping.ts';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined };

/** What it was worth and how they came, if somebody knows, and whether to get in touch again. */
export const WonForm = ({ lead, wrong }: Props) => (
  <Act intent="close" version={lead.version} wrong={wrong} more={{ outcome: 'won' }} className="pair">
    <label className="field">
      <span>
        Value, in {lead.currency} <i>if you like</i>
      </span>
      <input
        className="input"
        name="value"
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={wrong?.field === 'value'}
        defaultValue={wrong?.typed.value ?? lead.value?.typed}
      />
    </label>
    <label className="field">
      <span>
        How did they hear of us? <i>if you know</i>
      </span>
      <input
        className="input"
        name="heardOf"
        maxLength={200}
        list="heard-of"
        defaultValue={wrong?.typed.heardOf ?? lead.heardOf ?? ''}
      />
      <datalist id="heard-of">
        {['Recommended', 'Google', 'Our website', 'Passing by', 'A customer before', 'Social media'].map((words) => (
          <option key={words} value={words} />
        ))}
      </datalist>
    </label>
    <label className="field across">
      <span>Remind us</span>
      <select className="input" name="months" defaultValue={wrong?.typed.months ?? '0'}>
        <option value="0">not at all</option>
        {[3, 6, 12, 24].map((months) => (
          <option key={months} value={months}>
            in {months} months
          </option>
        ))}
      </select>
    </label>
    <button className="button first large across" type="submit">
      Won
    </button>
  </Act>
);
