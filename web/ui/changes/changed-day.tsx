import type { ChangesPage } from './changes-page.ts';
import type { Difference } from './difference.ts';

/** What was changed on one day, the latest first. */
export const ChangedDay = ({ day, entries }: ChangesPage['days'][number]) => (
  <section>
    <div className="section-head">
      <h2>{day}</h2>
    </div>
    <ul className="list">
      {entries.map(({ id, who, did, differences, clock, exact }) => (
        <li key={id} className="changed">
          <p>
            <b>{who}</b> {did}.
          </p>
          <time className="faint" title={exact}>
            {clock}
          </time>
          {differences.length > 0 && (
            <dl>
              {differences.map((one) => (
                <div key={one.label}>
                  <dt>{one.label}</dt>
                  <dd>
                    <Change {...one} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  </section>
);

function Change({ was, now }: Difference) {
  if (was === undefined) return <b>{now}</b>;
  if (now === undefined) return <s>{was}</s>;
  return (
    <>
      <span className="quiet">was {was}, now </span>
      <b>{now}</b>
    </>
  );
}
