import { Link } from 'react-router';
import type { LooksLike } from './looks-like.ts';

type Props = { found: LooksLike; add: string; setAdd(number: string): void; setWho(name: string): void };

/** Whom it looks like, and by one tap it goes on the lead they have. */
export const Looks = ({ found, add, setAdd, setWho }: Props) => (
  <div className="card hint looks">
    Looks like <b>{found.who}</b>, {found.by}, {found.words}.{' '}
    {found.open &&
      (add === String(found.number) ? (
        <>
          It goes there.{' '}
          <button className="link" type="button" onClick={() => setAdd('')}>
            No, a new one
          </button>
        </>
      ) : (
        <button
          className="link"
          type="button"
          onClick={() => {
            setAdd(String(found.number));
            if (found.name) setWho(found.name);
          }}
        >
          Add to it
        </button>
      ))}
    {!found.open && <Link to={`/leads/${found.number}`}>See it</Link>}
  </div>
);
