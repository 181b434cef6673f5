import { Fragment } from 'react';
import { Link } from 'react-router';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import type { Entry } from './lead-timeline.ts';

/** Everything that happened, the newest first. */
export const Timeline = ({ lead }: { lead: LeadOnScreen }) => (
  <section aria-label="What happened">
    <ol className="timeline">
      {lead.timeline.map((entry) => (
        <li key={entry.id} className={entry.tone}>
          <div className="line">
            <p>
              {entry.who && <b>{entry.who}</b>} {entry.words}
              {entry.chips.map(({ words, tone }) => (
                <Fragment key={words}>
                  {' '}
                  <span className={`chip ${tone}`}>{words}</span>
                </Fragment>
              ))}
            </p>
            <time dateTime={new Date(entry.at).toISOString()} title={entry.exact}>
              {entry.time}
            </time>
          </div>
          {(entry.text || entry.files.length > 0) && <Words entry={entry} />}
          {entry.letter && <Letter entry={entry} lead={lead} />}
          {lead.mayAct && <Ask entry={entry} lead={lead} />}
        </li>
      ))}
    </ol>
  </section>
);

const Words = ({ entry }: { entry: Entry }) => (
  <div className="words" dir="auto">
    {entry.text}
    {entry.files.map(({ id, name }) => (
      <Link key={id} className="chip" to={`/files/${id}`} reloadDocument download>
        {name}
      </Link>
    ))}
  </div>
);

/** What became of a letter; where nobody can know, somebody says so. */
const Letter = ({ entry: { letter }, lead }: { entry: Entry; lead: LeadOnScreen }) => (
  <div className="quietly">
    <span className={letter!.tone ? `chip ${letter!.tone}` : 'faint'}>{letter!.words}</span>
    {letter!.open && lead.mayAct && (
      <Act intent="settle" more={{ letter: letter!.id }}>
        <button className="button" type="submit" name="sent" value="yes">
          I sent it
        </button>
        <button className="button bare" type="submit" name="sent" value="no">
          It did not go
        </button>
      </Act>
    )}
  </div>
);

/** A doubt that a person can settle by one tap. */
function Ask({ entry: { ask }, lead }: { entry: Entry; lead: LeadOnScreen }) {
  if (!ask) return null;
  return ask.is === 'needs-answer' ? (
    <Act className="quietly" intent="needs-answer" version={lead.version} more={{ touch: ask.touch }}>
      <button className="link" type="submit">
        It needs an answer
      </button>
    </Act>
  ) : (
    <Act className="quietly" intent="split" more={{ arrival: ask.arrival }}>
      <span className="faint">May be a new request.</span>
      <button className="link" type="submit">
        Make it a lead of its own
      </button>
    </Act>
  );
}
