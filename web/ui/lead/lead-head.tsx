import { Link } from 'react-router';
import { withinSentence } from '#domain/source.ts';
import { Burning } from '../burning-bar.tsx';
import { Face } from '../face.tsx';
import { Reach } from '../reach.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

type Props = { lead: LeadOnScreen };

/** Who it is, whose it is, how to reach them. */
export const LeadHead = ({ lead }: Props) => (
  <header className="lead-head">
    <div>
      <p className="faint">
        <Link className="wide" to="/leads">
          Leads
        </Link>
        <span className="wide"> / </span>
        <Link className="narrow" to="/">
          ‹ Today
        </Link>
        <span className="wide">#{lead.number}</span>
      </p>
      <h1>
        {lead.who}
        {lead.company && <small> {lead.company}</small>}
      </h1>
      <p className="quiet narrow">
        {lead.stage.name} · {withinSentence(lead.source)} · Owner: {lead.owner}
      </p>
    </div>
    <div className="marks">
      {lead.second && <span className="chip late">{lead.second}</span>}
      {lead.urgent && <span className="chip late">urgent</span>}
      {lead.private && <span className="chip">private</span>}
      {lead.value && <span className="chip figures">{lead.value.words}</span>}
      <span className="chip wide">
        <Face name={lead.owner} />
        Owner: {lead.owner}
      </span>
      {lead.mayAct && lead.state !== 'closed' && (
        <Link className="button bare wide" to="?close" preventScrollReset>
          Won, lost or later
        </Link>
      )}
      {lead.mayAct && (
        <Link className="button bare wide" to="?more" preventScrollReset aria-label="More">
          …
        </Link>
      )}
    </div>
    {lead.owed && (
      <div className="narrow">
        <Burning fuse={lead.owed.fuse} now={lead.now} />
      </div>
    )}
    <div className="reach wide">
      {lead.mayAct && <Ways lead={lead} />}
      {lead.reachBy && <span className="quiet">prefers {lead.reachBy}</span>}
      {lead.unknown.length > 0 && <span className="faint">We don’t know yet: {lead.unknown.join(', ')}</span>}
    </div>
    {lead.unknown.length > 0 && <p className="faint narrow">We don’t know yet: {lead.unknown.join(', ')}</p>}
  </header>
);

const Ways = ({ lead }: Props) => (
  <>
    {lead.call && (
      <Reach className={open(lead) ? 'button first figures' : 'button figures'} number={lead.number} href={lead.call.href}>
        Call {lead.call.words}
      </Reach>
    )}
    {open(lead) && lead.mail && !lead.mail.stopped && (
      <Link className={lead.call ? 'button' : 'button first'} to="?reply" preventScrollReset>
        Reply
      </Link>
    )}
    {open(lead) && !lead.call && !lead.mail && (
      <Link className="button" to="?call" preventScrollReset>
        Log a call
      </Link>
    )}
  </>
);

/** What is over is reopened first: until then nothing is answered or done on it. */
const open = (lead: LeadOnScreen): boolean => lead.state !== 'closed';

/** On a phone the answer is usually a call, so it lies low for the thumb. */
export const ThumbBar = ({ lead }: Props) => (
  <div className="thumb">
    {lead.call && (
      <Reach
        className={open(lead) ? 'button first large figures' : 'button large figures'}
        number={lead.number}
        href={lead.call.href}
      >
        Call {lead.call.words}
      </Reach>
    )}
    {open(lead) && <Second lead={lead} />}
    <Link className="button large" to="?more" preventScrollReset>
      More
    </Link>
  </div>
);

const Second = ({ lead }: Props) =>
  lead.mail && !lead.mail.stopped ? (
    <Link className={lead.call ? 'button large' : 'button first large'} to="?reply" preventScrollReset>
      Reply
    </Link>
  ) : (
    <Link className="button large" to="?done" preventScrollReset>
      Done…
    </Link>
  );
