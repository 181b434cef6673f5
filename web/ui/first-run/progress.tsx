/** How far one is: words, and as many bars. */
export const Progress = ({ step, of }: { step: number; of: number }) => (
  <div className="progress">
    <p className="faint">
      {step} of {of}
    </p>
    <div aria-hidden="true">
      {Array.from({ length: of }, (_, place) => (
        <i key={place} className={place < step ? 'done' : ''} />
      ))}
    </div>
  </div>
);
