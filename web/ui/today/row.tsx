import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Burn, BurningBar } from '../burning-bar.tsx';

type RowFacts = {
  id: string;
  to: string;
  who: string;
  /** How they came, or a chip such as "second try". */
  beside?: ReactNode;
  asked: string;
  below: string;
  burn?: Burn;
  /** It is dealt with, and leaves when nobody looks at it any more. */
  gone?: boolean;
};

/** One person or step in a list: who, what, how long, and the one thing to do. The whole row opens what it is about. */
export const Row = ({ id, to, who, beside, asked, below, burn, gone, children }: RowFacts & { children?: ReactNode }) => (
  <li className={`row ${burn?.tone ?? 'plain'} ${gone ? 'gone' : ''}`} data-row={id}>
    <div>
      <div className="who">
        <Link to={to}>{who}</Link>
        {beside}
      </div>
      <p className="asked">{asked}</p>
      <p className="faint">{below}</p>
    </div>
    {burn && <BurningBar {...burn} />}
    {children}
  </li>
);
