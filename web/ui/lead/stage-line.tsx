import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';

/** How far it has come; moved by a menu that says what each stage means. */
export function StageLine({ lead }: { lead: LeadOnScreen }) {
  const { line, key, since } = lead.stage;
  const here = line.findIndex((stage) => stage.key === key);
  const open = lead.state !== 'closed';
  return (
    <nav className="stages" aria-label="Stage">
      <ol>
        {line.map((stage, place) => {
          const now = stage.key === key;
          const words = now && since && open ? `${stage.name} · ${since}` : stage.name;
          return (
            <li
              key={stage.key}
              className={now ? 'now' : place < here ? 'past' : ''}
              aria-current={now ? 'step' : undefined}
              title={stage.meaning}
            >
              {now && open && lead.mayAct ? (
                <button className="link" type="button" popoverTarget="stage-menu">
                  {words} <span aria-hidden="true">▾</span>
                </button>
              ) : (
                <span>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
      {open && lead.mayAct && (
        <div id="stage-menu" className="menu" popover="auto">
          <p className="faint">{lead.stage.meaning}</p>
          <Act intent="stage" version={lead.version}>
            {line
              .filter((stage) => stage.key !== key && stage.kind !== 'won' && stage.kind !== 'lost')
              .map((stage) => (
                <button key={stage.key} type="submit" name="stage" value={stage.key}>
                  <b>{stage.name}</b>
                  <small>{stage.meaning}</small>
                </button>
              ))}
          </Act>
        </div>
      )}
    </nav>
  );
}
