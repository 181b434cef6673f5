import { useHref } from 'react-router';

type Props = {
  /** The token of the link that sets up, where there is no team yet. */
  setUp?: string;
  /** What stands before the button. */
  lead?: string;
};

/** The way into the example business, from one's own team. It is another house, so it is no route of this one's router. */
export function OpenExample({ setUp, lead = 'Rather look around first?' }: Props) {
  if (useHref('/') !== '/') return null;
  return (
    <form className="open-example" method="post" action="/example-business">
      {setUp && <input type="hidden" name="set-up" value={setUp} />}
      <p>
        {lead}{' '}
        <button className="link" type="submit">
          Open the example business
        </button>
      </p>
      <p className="faint">A year of a small plumbing firm. Nothing in it is real, and it is thrown away in one tap.</p>
    </form>
  );
}
