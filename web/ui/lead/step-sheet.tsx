import { useSearchParams } from 'react-router';
import { DayField } from '../day-field.tsx';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import { WaitForm } from './wait-form.tsx';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined };

/** Another time by one tap, another step in words, or their turn until a day. */
export function StepSheet({ lead, wrong }: Props) {
  const [search] = useSearchParams();
  const which = search.get('step');
  const { step } = lead;
  const answer = step?.answer ?? false;
  return (
    <Sheet
      title={which === 'day' ? 'Another time' : which === 'wait' ? 'Wait for them until' : 'What happens next?'}
      above={step?.plain}
    >
      {wrong && <WrongBox wrong={wrong} />}
      {which === 'wait' ? (
        <WaitForm lead={lead} wrong={wrong} />
      ) : (
        <>
          {which === 'day' && (
            <Act intent="snooze" version={lead.version} wrong={wrong}>
              <div className="choices">
                {lead.times.map(({ at, words }) => (
                  <button key={at} className="button large" type="submit" name="until" value={at}>
                    {words}
                  </button>
                ))}
              </div>
            </Act>
          )}
          <Act intent={which === 'day' ? 'snooze' : 'step'} version={lead.version} wrong={wrong} className="pair">
            {which !== 'day' && (
              <label className="field across">
                <span>What</span>
                <input
                  className="input"
                  name="what"
                  required
                  maxLength={300}
                  defaultValue={wrong?.typed.what ?? (answer ? '' : step?.plain)}
                />
              </label>
            )}
            <DayField label="Day" name="date" min={lead.today} day={wrong?.typed.date ?? step?.date} />
            <label className="field">
              <span>
                Time <i>if there is one</i>
              </span>
              <input className="input" type="time" name="time" defaultValue={wrong?.typed.time ?? step?.time} />
            </label>
            {which !== 'day' && (
              <label className="tick across">
                <input type="checkbox" name="told" value="yes" defaultChecked={step?.told} />
                We told them so
              </label>
            )}
            <button className="button first large across" type="submit">
              Save
            </button>
          </Act>
          {which !== 'day' && !lead.owed && (
            <details className="in-place">
              <summary className="link">It is their turn: wait for them</summary>
              <WaitForm lead={lead} wrong={wrong} />
            </details>
          )}
        </>
      )}
    </Sheet>
  );
}
