import { Link } from 'react-router';
import type { Wrong } from '../keeping.ts';
import { Sheet } from '../sheet.tsx';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** What is done less often; on a phone also what a desk shows on the page. */
export const MoreSheet = ({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) => {
  const open = lead.state !== 'closed';
  const things = [
    open && { to: '?done', words: 'Done…' },
    open && { to: '?close', words: 'Won, lost or later' },
    lead.state === 'open' && { to: '?step', words: 'Change the next step' },
    lead.owed && { to: '?longer', words: 'Tell them it takes longer' },
    open && { to: '?write=call', words: 'Log a call' },
    { to: '?write=note', words: 'Write a note' },
    { to: '?edit', words: 'Change what we know' },
  ].filter((thing) => thing !== false && thing !== null);
  return (
    <Sheet title="More" above={lead.who}>
      {wrong && <WrongBox wrong={wrong} />}
      <div className="choices">
        {things.map(({ to, words }) => (
          <Link key={to} className="button large" to={to} replace preventScrollReset>
            {words}
          </Link>
        ))}
      </div>
      {open && (
        <details className="in-place" open={wrong?.intent === 'merge'}>
          <summary className="link">The same as another lead</summary>
          <Act intent="merge" version={lead.version} wrong={wrong} className="pair">
            <label className="field">
              <span>Its number</span>
              <input
                className="input"
                name="into"
                inputMode="numeric"
                placeholder="#1041"
                required
                defaultValue={wrong?.typed.into}
              />
            </label>
            <p className="faint">The younger one closes, the older one goes on and shows both. It can be undone.</p>
            <button className="button first across" type="submit">
              Merge them
            </button>
          </Act>
        </details>
      )}
    </Sheet>
  );
};
