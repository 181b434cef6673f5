/** What was said, if anybody wants to note it beside the tap. */
export const OneLine = ({ typed }: { typed: string | undefined }) => (
  <input
    className="input line"
    name="text"
    placeholder="One line, if you like"
    aria-label="One line, if you like"
    maxLength={500}
    defaultValue={typed}
    autoComplete="off"
  />
);
