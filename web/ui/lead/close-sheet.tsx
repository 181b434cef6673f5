import { useState } from 'react';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import { LaterForm } from './later-form.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import { LostForm } from './lost-form.tsx';
import { WaitForm } from './wait-form.tsx';
import { WonForm } from './won-form.tsx';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined };

const ways = [
  ['won', 'Won'],
  ['lost', 'Lost'],
  ['question', 'Just a question'],
  ['later', 'Later'],
  ['wait', 'Wait until'],
] as const;

/** How it ends, or that it does not end yet. What shows goes by the choice, also without script. */
export function CloseSheet({ lead, wrong }: Props) {
  const [way, setWay] = useState(
    wrong?.typed.outcome ?? (wrong?.intent === 'later' || wrong?.intent === 'wait' ? wrong.intent : ''),
  );
  return (
    <Sheet title="Won, lost or later" above={lead.who}>
      {wrong && <WrongBox wrong={wrong} />}
      <fieldset className="picks">
        <legend className="unseen">How it goes on</legend>
        {ways
          .filter(([value]) => value !== 'wait' || (!lead.owed && lead.state === 'open'))
          .map(([value, words]) => (
            <label key={value}>
              <input type="radio" name="way" value={value} checked={way === value} onChange={() => setWay(value)} />
              {words}
            </label>
          ))}
      </fieldset>
      <div className="way won">
        <WonForm lead={lead} wrong={wrong} />
      </div>
      <div className="way lost">
        <LostForm lead={lead} wrong={wrong} />
      </div>
      <div className="way question">
        <p className="quiet">Answered, and that was all. It counts in no rate.</p>
        <Act intent="close" version={lead.version} wrong={wrong} more={{ outcome: 'question' }}>
          <button className="button first large across" type="submit">
            It was just a question
          </button>
        </Act>
      </div>
      <div className="way later">
        <LaterForm lead={lead} wrong={wrong} />
      </div>
      <div className="way wait">
        <WaitForm lead={lead} wrong={wrong} />
      </div>
    </Sheet>
  );
}
