import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { DayField } from '../day-field.tsx';
import type { Wrong } from '../keeping.ts';
import { Act } from '../lead/act.tsx';
import { OneLine } from '../one-line.tsx';
import { OutcomeButtons } from '../outcome-buttons.tsx';
import { afterCall, afterStep } from '../outcomes.ts';
import { Reach } from '../reach.tsx';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import type { DayOnSheet } from './day-sheet.ts';

type Props = { lead: DayOnSheet; wrong: Wrong | undefined; back: string };

/** Over Today: what happened, by one tap, and what comes after it, if not the usual. The list stays where it was. */
export function HappenedSheet({ lead, wrong, back }: Props) {
  const [search] = useSearchParams();
  const [opened] = useState(lead.version);
  const call = search.has('call') && lead.call;
  const changed = lead.version !== opened && !wrong;
  useBackToRow(lead.number);
  const about = (intent: string) => (wrong?.intent === intent ? wrong : undefined);
  const act = { more: { do: 'lead', number: lead.number }, version: opened, wrong };
  return (
    <Sheet
      title={call ? `Ring ${lead.who}` : 'What happened?'}
      above={call ? lead.what : `${lead.who} · ${lead.what ?? ''}`}
      back={back}
    >
      {wrong && <WrongBox wrong={wrong} />}
      {changed && (
        <p className="card hint" role="status">
          Somebody has acted on this since you opened it.{' '}
          {lead.open ? `Now the next step is: ${lead.what}.` : 'It is not open any more.'}
        </p>
      )}
      {call && (
        <>
          <Reach className="button first large figures across" number={lead.number} href={call.href}>
            Call {call.words}
          </Reach>
          <h2 className="then">How did it go?</h2>
        </>
      )}
      <Act intent="touch" more={act.more}>
        <div className="choices">
          <OutcomeButtons outcomes={call ? afterCall : afterStep} likely={!call} />
        </div>
        <OneLine typed={about('touch')?.typed.text} />
        <After lead={lead} wrong={about('touch')} />
      </Act>
      <div className="otherwise">
        {!lead.owed && (
          <details className="in-place" open={about('finish') !== undefined}>
            <summary className="link">Done without a contact</summary>
            <Act {...act} intent="finish" className="pair">
              <label className="field">
                <span>What happens next</span>
                <input className="input" name="what" required maxLength={300} defaultValue={about('finish')?.typed.what} />
              </label>
              <DayField label="On" name="date" min={lead.today} day={about('finish')?.typed.date ?? lead.days[0]?.date} />
              <button className="button first across" type="submit">
                Save
              </button>
            </Act>
          </details>
        )}
        {lead.owed ? (
          <details className="in-place" open={about('longer') !== undefined}>
            <summary className="link">It takes longer</summary>
            <p className="faint">
              {lead.told && `They were told: ${lead.told}. `}
              {lead.mail
                ? 'The new time stands on their page, and a mail goes in ten seconds.'
                : 'The new time stands on their page.'}
            </p>
            <Times {...act} intent="longer" times={lead.longer} />
          </details>
        ) : (
          <details className="in-place" open={about('snooze') !== undefined}>
            <summary className="link">Not yet, another time</summary>
            <Times {...act} intent="snooze" times={lead.times} />
          </details>
        )}
      </div>
      <p className="ways">
        <Link to={`/leads/${lead.number}`}>Open #{lead.number}</Link>
        <Link to={`/leads/${lead.number}?close`}>Won, lost or later</Link>
      </p>
    </Sheet>
  );
}

/** Where the page came with the sheet open, nothing had the focus before: it goes to the row that the sheet was about. */
function useBackToRow(number: number): void {
  useEffect(
    () => () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-row] a[href$="=${number}"]`)?.focus({ preventScroll: true });
    },
    [number],
  );
}

type Chosen = { intent: string; more: Record<string, string | number>; version: number; wrong: Wrong | undefined };

const Times = ({ times, ...act }: Chosen & { times: DayOnSheet['times'] }) => (
  <Act {...act}>
    <div className="choices">
      {times.map(({ at, words }) => (
        <button key={at} className="button" type="submit" name="until" value={at}>
          {words}
        </button>
      ))}
    </div>
  </Act>
);

/** What comes after it: the usual, unless something else is said before the tap. */
const After = ({ lead, wrong }: { lead: DayOnSheet; wrong: Wrong | undefined }) => (
  <details className="in-place after-it" open={Boolean(wrong?.typed.after)}>
    <summary className="link">What is next? The usual</summary>
    <div className="picks">
      {(
        [
          ['', 'The usual'],
          ['wait', 'Wait for them'],
          ['step', 'Something else'],
        ] as const
      ).map(([value, words]) => (
        <label key={value}>
          <input type="radio" name="after" value={value} defaultChecked={(wrong?.typed.after ?? '') === value} />
          {words}
        </label>
      ))}
    </div>
    <label className="field if wait">
      <span>Until</span>
      <select className="input" name="waitDay" defaultValue={wrong?.typed.waitDay}>
        {lead.days.map(({ date, words }) => (
          <option key={date} value={date}>
            {words}
          </option>
        ))}
      </select>
    </label>
    <div className="pair if step">
      <label className="field">
        <span>What</span>
        <input className="input" name="nextWhat" maxLength={300} defaultValue={wrong?.typed.nextWhat} autoComplete="off" />
      </label>
      <DayField label="On" name="nextDay" min={lead.today} day={wrong?.typed.nextDay ?? lead.days[0]?.date} required={false} />
    </div>
    <p className="faint">Then tap what happened.</p>
  </details>
);
