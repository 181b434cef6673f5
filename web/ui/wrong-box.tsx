import type { Wrong } from './keeping.ts';

/** Why it was not done, and what others did in the meantime. */
export const WrongBox = ({ wrong, again }: { wrong: Wrong; again?: string }) => (
  <div className="wrong-box" role="alert">
    <p>{wrong.changes.length > 0 ? 'Something changed in the meantime. Nothing was saved.' : wrong.message}</p>
    {wrong.changes.map(({ words }) => (
      <p key={words}>{words}</p>
    ))}
    {wrong.version !== undefined && <p>{again ?? 'Press again to do it all the same.'}</p>}
  </div>
);
