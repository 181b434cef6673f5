import { Link } from 'react-router';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import { NextFields } from './next-fields.tsx';

type Props = { lead: LeadOnScreen };

/** Asleep until its date, in place of a next step. */
export const Asleep = ({ lead }: Props) =>
  lead.state !== 'later' ? null : (
    <section className="card next waiting">
      <div>
        <h2>Later</h2>
        <p className="what">Asleep until {lead.asleepUntil}</p>
        <p className="quiet">It comes back by itself with its story, and when they write.</p>
      </div>
      {lead.mayAct && <Reopen lead={lead} words="Wake it now" />}
    </section>
  );

/** How it ended, and the way back. */
export const Closed = ({ lead }: Props) =>
  !lead.closed ? null : (
    <section className="card next">
      <div>
        <h2>Closed {lead.closed.when}</h2>
        <p className="what">{lead.closed.words.charAt(0).toUpperCase() + lead.closed.words.slice(1)}</p>
        {lead.mergedInto !== null && (
          <p>
            It goes on as <Link to={`/leads/${lead.mergedInto}`}>#{lead.mergedInto}</Link>.
          </p>
        )}
      </div>
      {lead.mayAct &&
        (lead.mergedInto === null ? (
          <Reopen lead={lead} words="Reopen" />
        ) : (
          <Act intent="unmerge" version={lead.version}>
            <button className="button" type="submit">
              Un-merge
            </button>
          </Act>
        ))}
    </section>
  );

const Reopen = ({ lead, words }: Props & { words: string }) => (
  <details className="in-place reopen">
    <summary className="button">{words}</summary>
    <Act intent="reopen" version={lead.version}>
      <NextFields lead={lead} what="Get in touch again" />
      <button className="button first" type="submit">
        {words}
      </button>
    </Act>
  </details>
);
