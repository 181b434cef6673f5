/** How the time until the promise stands, in words and as a share of what is left. */
export type Burn = { tone: 'ok' | 'soon' | 'late' | 'waiting'; words: string; left: number; exact: string };

/** The time left, burning down; words stand beside it, so that colour never says anything alone. */
export const BurningBar = ({ tone, words, left, exact }: Burn) => (
  <div className={`bar ${tone}`}>
    <span title={exact}>{words}</span>
    <i style={{ '--left': `${Math.round(left * 100)}%` } as React.CSSProperties} aria-hidden="true" />
  </div>
);
