import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** What they asked, and the one sentence that says where it stands, for everybody; changed where it is read. */
export const WhatTheyAsked = ({ lead }: { lead: LeadOnScreen }) => (
  <div className="card asked-card">
    <section>
      <h2>What they asked</h2>
      <p className="words" dir="auto">
        {lead.asked ? `“${lead.asked}”` : <span className="quiet">Nothing written down yet.</span>}
      </p>
      <p className="faint">
        {lead.askedAt}
        {lead.told && ` · told: “${lead.told}”`}
      </p>
    </section>
    <section>
      <h2>Where it stands</h2>
      {lead.mayAct ? (
        <details className="in-place" key={lead.statusNote}>
          <summary>
            {lead.statusNote ? <span dir="auto">{lead.statusNote}</span> : <span className="quiet">One line for everybody</span>}{' '}
            <span className="link faint">Change</span>
          </summary>
          <Act intent="status" version={lead.version}>
            <textarea
              className="input"
              name="text"
              rows={2}
              maxLength={2000}
              defaultValue={lead.statusNote ?? ''}
              aria-label="Where it stands"
              placeholder="Such as: the quote is with the partner, decision in January."
            />
            <button className="button first" type="submit">
              Save
            </button>
          </Act>
        </details>
      ) : (
        <p>{lead.statusNote ?? 'Nothing said yet.'}</p>
      )}
    </section>
  </div>
);
