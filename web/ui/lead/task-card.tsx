import { DayField } from '../day-field.tsx';
import type { Wrong } from '../keeping.ts';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import type { LeadTasks } from './lead-tasks.ts';

type Props = { lead: LeadOnScreen; tasks: LeadTasks; wrong: Wrong | undefined };

/** Small things to be done beside the one next step, by whoever is asked; each stands on that person's Today when it is due. */
export function TaskCard({ lead, tasks: { rows, helpers }, wrong }: Props) {
  const own = wrong?.intent === 'task' ? wrong : undefined;
  if (rows.length === 0 && !lead.mayAct) return null;
  return (
    <section className="card tasks-of" aria-labelledby="tasks">
      <h2 id="tasks">Tasks</h2>
      {rows.length > 0 && (
        <ul>
          {rows.map(({ id, what, with: whom, when, late }) => (
            <li key={id}>
              {lead.mayAct && (
                <Act intent="task-done" more={{ task: id }}>
                  <button type="submit" className="box">
                    <span className="unseen">Done: {what}</span>
                  </button>
                </Act>
              )}
              <div>
                <p className="what">{what}</p>
                <div className="quietly">
                  <p className="faint">
                    with {whom} · <span className={late ? 'late' : undefined}>{when}</span>
                  </p>
                  {lead.mayAct && (
                    <Act intent="task-drop" more={{ task: id }}>
                      <button className="link" type="submit">
                        No longer needed<span className="unseen">: {what}</span>
                      </button>
                    </Act>
                  )}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {lead.mayAct && (
        // A task that has come is a form that has done its work: it begins anew.
        <details className="in-place" key={rows.length} open={own !== undefined}>
          <summary className="link">Add a task</summary>
          {own && <WrongBox wrong={own} />}
          <Act intent="task" className="pair">
            <label className="field across">
              <span>What</span>
              <input
                className="input"
                name="what"
                required
                maxLength={300}
                defaultValue={own?.typed.what}
                placeholder="Measure the cupboard"
                autoComplete="off"
              />
            </label>
            {helpers.length > 1 && (
              <label className="field">
                <span>Who</span>
                <select className="input" name="member" defaultValue={own?.typed.member}>
                  {helpers.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <DayField label="On" name="date" min={lead.today} day={own?.typed.date ?? lead.today} />
            <button className="button first across" type="submit">
              Add it
            </button>
          </Act>
        </details>
      )}
    </section>
  );
}
