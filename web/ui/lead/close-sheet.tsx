import { useState } from 'react';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined };

const reasons = [
  ['too-slow', 'We were too slow'],
  ['chose-another', 'Chose somebody else'],
  ['price', 'Price'],
  ['no-answer', 'No answer'],
  ['not-a-fit', 'Not a fit'],
  ['withdrawn', 'No longer needed'],
  ['other', 'Another reason'],
] as const;

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
      <fieldset className="picks ways-out">
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
        <Won lead={lead} wrong={wrong} />
      </div>
      <div className="way lost">
        <Lost lead={lead} wrong={wrong} />
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
        <p className="quiet">It stays open, and it is their turn until that day. Then we ring.</p>
        <Act intent="wait" version={lead.version} wrong={wrong}>
          <div className="choices">
            {lead.days.map(({ date, words }) => (
              <button key={date} className="button large" type="submit" name="day" value={date}>
                {words}
              </button>
            ))}
          </div>
        </Act>
      </div>
    </Sheet>
  );
}

const Won = ({ lead, wrong }: Props) => (
  <Act intent="close" version={lead.version} wrong={wrong} more={{ outcome: 'won' }} className="pair">
    <label className="field">
      <span>
        Worth, in {lead.currency} <i>if you like</i>
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

/** One tap of the reason closes it; the kind letter goes along only where somebody ticked it. */
const Lost = ({ lead, wrong }: Props) => {
  const { reason: likely, message } = lead.closing;
  const sorted = [...reasons].sort(([a], [b]) => Number(b === likely) - Number(a === likely));
  return (
    <Act intent="close" version={lead.version} wrong={wrong} more={{ outcome: 'lost' }}>
      {lead.mail && !lead.mail.stopped && (
        <div className="kind">
          <label className="tick">
            <input type="checkbox" name="tell" value="yes" defaultChecked={Boolean(wrong?.typed.tell)} />
            Send a kind word to {lead.mail.address}
          </label>
          <textarea
            className="input"
            name="message"
            rows={6}
            aria-label="A kind word"
            defaultValue={wrong?.typed.message ?? message}
          />
          {!lead.mailLeaves && <p className="faint soon">No mail server is set, so it is kept here and not sent.</p>}
        </div>
      )}
      <h2 className="then">Why? One tap closes it.</h2>
      <div className="choices">
        {sorted.map(([value, words]) => (
          <button
            key={value}
            className={value === likely ? 'button first large' : 'button large'}
            type="submit"
            name="reason"
            value={value}
          >
            {words}
          </button>
        ))}
      </div>
      {likely && <p className="faint">The first one is what the record suggests.</p>}
    </Act>
  );
};

const LaterForm = ({ lead, wrong }: Props) => (
  <Act intent="later" version={lead.version} wrong={wrong} className="pair">
    <p className="quiet across">Asleep until then: not open work, and not lost. It comes back by itself.</p>
    <label className="field">
      <span>Until</span>
      <input className="input" type="date" name="day" min={lead.days[0]?.date} required defaultValue={wrong?.typed.day} />
    </label>
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
