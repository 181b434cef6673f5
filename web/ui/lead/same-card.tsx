import { Link } from 'react-router';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import type { Same } from './same-shown.ts';

/** Who else was here by the same number or address, and by one tap the two are one. */
export const SameCard = ({ lead }: { lead: LeadOnScreen }) =>
  lead.same.length === 0 ? null : (
    <section className="card hint same" aria-label="Who else this may be">
      {lead.same.map((same) => (
        <div key={same.number}>
          <p>
            {same.contact && <b>Same person? </b>}
            {same.how} <Link to={`/leads/${same.number}`}>{same.who}</Link>
            {same.asked && <span dir="auto">, “{same.asked}”</span>}, {same.words}.
          </p>
          {lead.mayAct &&
            (same.contact ? <Perhaps lead={lead} same={same} /> : same.mayMerge && <Merge lead={lead} same={same} />)}
        </div>
      ))}
    </section>
  );

const Merge = ({ lead, same }: { lead: LeadOnScreen; same: Same }) => (
  <Act intent="merge" version={lead.version} more={{ into: same.number }}>
    <button className="button" type="submit">
      Put the two together
    </button>
  </Act>
);

const Perhaps = ({ lead, same }: { lead: LeadOnScreen; same: Same }) => (
  <Act intent="same-person" version={lead.version} more={{ contact: same.contact!, other: same.number }}>
    {same.mayMerge && (
      <button className="button" type="submit" name="are" value="one-lead">
        Put the two together
      </button>
    )}
    <button className={same.mayMerge ? 'link' : 'button'} type="submit" name="are" value="one-person">
      {same.mayMerge ? 'Same person, other work' : 'Same person'}
    </button>
    <button className="link" type="submit" name="are" value="two">
      Two people
    </button>
  </Act>
);
