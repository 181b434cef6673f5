import { Link } from 'react-router';
import { burnAt } from '#domain/burn.ts';
import { useNow } from '../live/use-now.ts';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** The next thing to do, the biggest thing on the page. */
export function NextStepCard({ lead }: { lead: LeadOnScreen }) {
  const now = useNow(lead.now);
  const { step } = lead;
  if (!step) return null;
  const burn = burnAt(step.fuse, now);
  const late = burn.tone === 'late' && !step.waiting;
  return (
    <section className={`card next ${burn.tone}`} aria-labelledby="next-step">
      <div>
        <h2>
          Next step · {lead.owner}
          {step.suggested && <span className="chip suggested">suggested</span>}
          {step.told && <span className="chip">we told them so</span>}
        </h2>
        <p className="what" id="next-step">
          {step.what}
        </p>
        <p className={late ? 'late' : 'quiet'} title={burn.exact}>
          {[(late || step.answer) && !burn.words.startsWith('by') && burn.words, step.when, step.beside, lead.owed?.tried]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {lead.mayAct && (
          <div className="quietly">
            {step.suggested && (
              <Act intent="confirm" version={lead.version}>
                <button className="link" type="submit">
                  Yes, do that
                </button>
              </Act>
            )}
            <Link className="link" to="?step" preventScrollReset>
              Change
            </Link>
            {!step.answer && !step.waiting && (
              <Act intent="confirm" version={lead.version} more={{ told: step.told ? 'no' : 'yes' }}>
                <button className="link" type="submit">
                  {step.told ? 'We did not tell them' : 'We told them so'}
                </button>
              </Act>
            )}
            {lead.owed && (
              <Link className="link" to="?longer" preventScrollReset>
                Tell them it takes longer
              </Link>
            )}
          </div>
        )}
      </div>
      {lead.mayAct && (
        <div className="deeds">
          {!step.answer && (
            <Link className="button" to="?step=day" preventScrollReset>
              Another time
            </Link>
          )}
          <Link className="button first" to="?done" preventScrollReset>
            Done…
          </Link>
        </div>
      )}
    </section>
  );
}
