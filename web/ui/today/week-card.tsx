import { Link } from 'react-router';
import type { Figure } from './week-figures.ts';

/** A few counts of this week; each leads to the rows that it counts. */
export const WeekCard = ({ figures }: { figures: Figure[] }) =>
  figures.length > 0 && (
    <section className="card week">
      <h2>This week</h2>
      <dl>
        {figures.map(({ figure, words, href }) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{href ? <Link to={href}>{figure}</Link> : figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
