import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { BurningBar, type Burn } from './burning-bar.tsx';

export type RowFacts = {
  number: number;
  who: string;
  /** How they came, or a chip such as "second try". */
  beside?: ReactNode;
  asked: string;
  below: string;
  burn: Burn;
};

/** One person or step in a list: who, what, how long, and the one thing to do. The whole row opens the lead. */
export const Row = ({ number, who, beside, asked, below, burn, children }: RowFacts & { children?: ReactNode }) => (
  <li className={`row ${burn.tone}`}>
    <div>
      <div className="who">
        <Link to={`/leads/${number}`}>{who}</Link>
        {beside}
      </div>
      <p className="asked">{asked}</p>
      <p className="faint">{below}</p>
    </div>
    <BurningBar {...burn} />
    {children}
  </li>
);
