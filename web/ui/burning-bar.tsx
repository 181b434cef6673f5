import { type Burn, burnAt, type Fuse } from '#domain/burn.ts';
import { useNow } from './live/use-now.ts';

export type { Burn, Fuse };

/** The time left as it stood when the page was made; words stand beside it, so that colour never says anything alone. */
export const BurningBar = ({ tone, words, left, exact }: Burn) => (
  <div className={`bar ${tone}`}>
    <span title={exact}>{words}</span>
    <i style={{ '--left': `${Math.round(left * 1000) / 10}%` } as React.CSSProperties} aria-hidden="true" />
  </div>
);

/** The same, burning: words and length go on while the page is open. `now` is the server's time when it was lit. */
export const Burning = ({ fuse, now }: { fuse: Fuse; now: number }) => <BurningBar {...burnAt(fuse, useNow(now))} />;
