type Shown = { words: string; back?: boolean; defaults?: boolean };

/** The end of a screen: back, the way on, and the short cut. */
export const Onward = ({ words, back, defaults }: Shown) => (
  <div className="onward">
    {/* First in the form, so that Enter goes on and not back. */}
    <button className="unseen" type="submit" name="go" value="next" tabIndex={-1} aria-hidden="true" />
    {back && (
      <button className="button bare" type="submit" name="go" value="back">
        Back
      </button>
    )}
    <span />
    {defaults && (
      <button className="button bare" type="submit" name="go" value="defaults">
        Use the defaults
      </button>
    )}
    <button className="button first large" type="submit" name="go" value="next">
      {words}
    </button>
  </div>
);
