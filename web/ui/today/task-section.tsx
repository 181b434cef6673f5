import { Link, useNavigation } from 'react-router';
import { Form } from '../form.tsx';
import type { Task } from './day.ts';

type Props = { rows: Task[]; gone: ReadonlySet<string>; mayAct: boolean };

/** Small things that somebody was asked to do: one tap on the box, and it is done. */
export function TaskSection({ rows, gone, mayAct }: Props) {
  const ticked = useNavigation().formData?.get('id');
  if (rows.length === 0) return null;
  return (
    <section id="tasks">
      <div className="section-head">
        <h2>Tasks</h2>
      </div>
      <ul className="list">
        {rows.map((row) => (
          <li key={row.id} className={`row task ${row.tone} ${gone.has(row.id) ? 'gone' : ''}`} data-row={row.id}>
            {mayAct && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="do" value="task" />
                <button type="submit" className="box" name="id" value={row.id} aria-pressed={ticked === row.id}>
                  <span className="unseen">Done: {row.what}</span>
                </button>
              </Form>
            )}
            <div>
              <p className={ticked === row.id ? 'what done' : 'what'}>{row.what}</p>
              <p className="faint">
                {row.number !== null && (
                  <>
                    <Link to={`/leads/${row.number}`}>{row.who}</Link>
                    {' · '}
                  </>
                )}
                {row.below && `${row.below} · `}
                <span className={row.tone}>{row.when}</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
