import { Link, useSearchParams } from 'react-router';
import type { Wrong } from '../keeping.ts';
import { OneLine } from '../one-line.tsx';
import { OutcomeButtons } from '../outcome-buttons.tsx';
import { afterCall, afterStep } from '../outcomes.ts';
import { Reach } from '../reach.tsx';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import { NextFields } from './next-fields.tsx';
import { Undo } from './notice.tsx';
import type { NoticeShown } from './notice-of.ts';

type Props = { lead: LeadOnScreen; wrong: Wrong | undefined; notice: NoticeShown | null };

/** After a call, thirty times a day: one tap says how it went, and what is planned by that is said at once. */
export function CallSheet({ lead, wrong, notice }: Props) {
  const [search] = useSearchParams();
  const at = Number(search.get('at')) || null;
  const mail = search.get('call') === 'mail';
  if (notice && !notice.id.includes(' ')) return <Saved lead={lead} notice={notice} />;
  const clock = at && new Intl.DateTimeFormat('en-GB', { timeZone: lead.zone, hour: '2-digit', minute: '2-digit' }).format(at);
  const above = clock ? `You ${mail ? 'went to write to' : 'rang'} ${lead.who} at ${clock}` : null;
  return (
    <Sheet title={above || !lead.call ? 'How did it go?' : `Ring ${lead.who}`} above={above}>
      {wrong && <WrongBox wrong={wrong} />}
      {!above && lead.call && (
        <>
          <Reach className="button first large figures across" number={lead.number} href={lead.call.href}>
            Call {lead.call.words}
          </Reach>
          <h2 className="then">How did it go?</h2>
        </>
      )}
      <Act intent="touch" more={{ stay: 'call', ...(at ? { at } : {}) }}>
        <div className="choices">
          <OutcomeButtons outcomes={mail ? [['sent', 'I wrote to them']] : afterCall} likely={mail || above !== null} />
          {mail && (
            <Link className="button large" to={`/leads/${lead.number}`} replace preventScrollReset>
              I did not
            </Link>
          )}
        </div>
        <OneLine typed={wrong?.typed.text} />
      </Act>
    </Sheet>
  );
}

/** What is planned now, and the ways to have it otherwise. */
const Saved = ({ lead, notice }: { lead: LeadOnScreen; notice: NoticeShown }) => (
  <Sheet title="Saved" above={lead.who}>
    <div className="card calm" role="status">
      <p>
        <b>{notice.next ? `Next: ${notice.next.words}` : notice.words}</b>{' '}
        {notice.next?.suggested && <span className="chip suggested">suggested</span>}
      </p>
      <p className="ways">
        <Link to="?step" replace preventScrollReset>
          change
        </Link>
        {!lead.owed && (
          <Link to="?step=wait" replace preventScrollReset>
            wait for them
          </Link>
        )}
        <Link to="?close" replace preventScrollReset>
          won, lost, later
        </Link>
        {notice.left > 0 && <Undo id={notice.id} back={`/leads/${lead.number}`} />}
      </p>
    </div>
    <Act intent="note" className="add-line" more={{ stay: 'call' }}>
      <input
        className="input"
        name="text"
        required
        placeholder="Add a line, if you like"
        aria-label="Add a line"
        maxLength={500}
        autoComplete="off"
      />
      <button className="button large" type="submit">
        Add
      </button>
    </Act>
    <div className="below">
      <Link className="button first large across" to={`/leads/${lead.number}`} replace preventScrollReset>
        That’s it
      </Link>
    </div>
  </Sheet>
);

/** "Done…": what happened, by one tap; or it is done without anybody having been in contact, and what comes after it. */
export const DoneSheet = ({ lead, wrong }: Props) => (
  <Sheet title="What happened?" above={lead.step?.what}>
    {wrong && <WrongBox wrong={wrong} />}
    <Act intent="touch">
      <div className="choices">
        <OutcomeButtons outcomes={afterStep} likely />
      </div>
      <OneLine typed={wrong?.typed.text} />
    </Act>
    {!lead.step?.answer && (
      <details className="in-place" open={wrong?.intent === 'finish'}>
        <summary className="link">Done without a contact</summary>
        <Act intent="finish" version={lead.version} wrong={wrong} className="pair">
          <NextFields lead={lead} what={wrong?.typed.what} date={wrong?.typed.date} />
          <button className="button first" type="submit">
            Save
          </button>
        </Act>
      </details>
    )}
    <p className="ways">
      <Link to="?close" replace preventScrollReset>
        Won, lost or later
      </Link>
      <Link to="?step=day" replace preventScrollReset>
        Not yet, another time
      </Link>
    </p>
  </Sheet>
);
