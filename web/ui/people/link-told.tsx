import { useState } from 'react';

type Shown = { url: string; scan: string; until: string; mailedTo: string | null; for: string; is: 'invitation' | 'sign-in' };

/** A link that is told this once: to copy, or to scan from this screen. */
export function LinkTold({ url, scan, until, mailedTo, for: name, is }: Shown) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(url).then(() => setCopied(true));
  return (
    <section className="card link-told" aria-label={`The link for ${name}`} role="status">
      <img src={scan} alt={`The same link as a code to scan with the phone of ${name}`} width="132" height="132" />
      <div>
        <h2>{is === 'invitation' ? `${name} is invited` : `A link for ${name} to sign in with`}</h2>
        <p className="quiet">
          {mailedTo
            ? `It is being mailed to ${mailedTo}. You can also send them this link yourself, or let them scan the code.`
            : is === 'invitation'
              ? 'No mail leaves this Baton yet, so send them this link yourself, or let them scan the code.'
              : 'Send them this link, or let them scan the code.'}{' '}
          It works once, until {until}. It is not shown again.
        </p>
        <div className="in-a-row">
          <input className="input" readOnly value={url} aria-label="The link" onFocus={(event) => event.target.select()} />
          <button className="button first needs-script" type="button" onClick={() => void copy()}>
            {copied ? 'Copied' : 'Copy'}
          </button>
        </div>
      </div>
    </section>
  );
}
