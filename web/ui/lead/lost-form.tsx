import type { Wrong } from '../keeping.ts';
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

/** One tap of the reason closes it; the kind letter goes along only where somebody ticked it. */
export const LostForm = ({ lead, wrong }: Props) => {
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
