type Shown = { outcomes: readonly (readonly [value: string, words: string])[]; likely: boolean };

/** One button for each way it may have gone (outcomes.ts); where the first is likely, it stands out. */
export const OutcomeButtons = ({ outcomes, likely }: Shown) =>
  outcomes.map(([value, words], place) => (
    <button
      key={value}
      className={place === 0 && likely ? 'button first large' : 'button large'}
      type="submit"
      name="result"
      value={value}
    >
      {words}
    </button>
  ));
