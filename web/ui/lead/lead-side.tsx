import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Reach } from '../reach.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** The facts, the person, and what that person sees of it all. */
export const LeadSide = ({ lead, children }: { lead: LeadOnScreen; children?: ReactNode }) => (
  <aside className="lead-side">
    <section className="card" aria-label="Facts">
      <dl className="facts">
        {lead.facts.map(({ label, words, beside }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {words} {beside && <span className={beside.tone}>{beside.words}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
    <section className="card">
      <h2>{lead.person.name ?? 'The person'}</h2>
      <dl className="facts">
        {lead.person.company && <Fact label="Company">{lead.person.company}</Fact>}
        {lead.ways.map(({ id, label, words, href, late, soon }) => (
          <Fact key={id} label={label}>
            {href ? (
              <Reach number={lead.number} href={href}>
                {words}
              </Reach>
            ) : (
              words
            )}
            {late && <span className="late"> {late}</span>}
            {soon && <span className="soon"> {soon}</span>}
          </Fact>
        ))}
        {lead.reachBy && <Fact label="Reach by">{lead.reachBy}</Fact>}
        {lead.site && (
          <Fact label="Where">
            <a href={lead.site.href} rel="noreferrer" target="_blank">
              {lead.site.words}
            </a>
          </Fact>
        )}
        {lead.answers.map(({ key, label, words }) => (
          <div key={key} className="own">
            <dt>{label}</dt>
            <dd dir="auto">{words}</dd>
          </div>
        ))}
        {lead.earlier.length > 0 && (
          <Fact label="Before">
            {lead.earlier.slice(0, 5).map(({ number, words, asked }) => (
              <Link key={number} to={`/leads/${number}`} title={asked}>
                #{number}, {words}
              </Link>
            ))}
          </Fact>
        )}
        {lead.merged.length > 0 && (
          <Fact label="Shows also">
            {lead.merged.map(({ number, version }) => (
              <Act key={number} className="merged" intent="unmerge" to={`/leads/${number}`} version={version}>
                <Link to={`/leads/${number}`}>#{number}</Link>{' '}
                {lead.mayAct && (
                  <button className="link" type="submit">
                    Un-merge<span className="unseen"> #{number}</span>
                  </button>
                )}
              </Act>
            ))}
          </Fact>
        )}
      </dl>
      {lead.mayAct && (
        <Link className="link faint" to="?edit" preventScrollReset>
          Change what we know
        </Link>
      )}
    </section>
    {children}
    {lead.sees && (
      <section className="card">
        <h2>
          What {lead.called ?? 'they'} {lead.called ? 'sees' : 'see'}
        </h2>
        <p className="quiet" dir="auto">
          “{lead.sees.title} {lead.sees.sentence}”
        </p>
        <a className="link faint" href={lead.sees.url} target="_blank" rel="noreferrer">
          Their page
        </a>
      </section>
    )}
  </aside>
);

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
