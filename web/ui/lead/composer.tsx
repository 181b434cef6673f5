import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Wrong } from '../keeping.ts';
import { WrongBox } from '../wrong-box.tsx';
import { Act } from './act.tsx';
import type { LeadOnScreen } from './lead-shown.ts';
import { useDraft } from './use-draft.ts';

const outcomes = [
  ['spoke', 'Spoke'],
  ['no-answer', 'No answer'],
  ['left-message', 'Left a message'],
  ['wrong-number', 'Wrong number'],
] as const;

const hints = { email: 'Write to them', call: 'What was said, in a line or two', note: 'Only we read this' };
type Kind = keyof typeof hints;

/** A letter, a call, or a note: one text, kept while it is written. What shows below it goes by the kind, also without script. */
export function Composer({ lead, wrong }: { lead: LeadOnScreen; wrong: Wrong | undefined }) {
  const mine = wrong?.intent === 'write' ? wrong : undefined;
  const [search] = useSearchParams();
  const { key } = useLocation();
  const mayMail = lead.mail !== null && !lead.mail.stopped;
  const usual: Kind = mayMail && lead.state !== 'closed' ? 'email' : lead.state === 'closed' ? 'note' : 'call';
  const asked = search.get('write') ?? (search.has('reply') && mayMail ? 'email' : null);
  const first = mine?.typed.kind ?? asked ?? lead.draft?.kind ?? usual;
  const [kind, setKind] = useState<Kind>(first in hints ? (first as Kind) : usual);
  const [text, setText] = useState(mine?.typed.text ?? lead.draft?.text ?? '');
  // A letter is written to what was there when it was begun; what comes in meanwhile is told before it goes.
  const [begun, setBegun] = useState(lead.version);
  const area = useRef<HTMLTextAreaElement>(null);
  const began = useRef(key);
  const draft = useDraft(lead.number);

  // With the notice that it is sent the words are gone, and not a moment later.
  useLayoutEffect(() => {
    if (search.has('said') && key !== began.current) setText('');
    if (search.has('again') && key !== began.current && lead.draft) setText(lead.draft.text);
  }, [key]);

  useEffect(() => {
    if (search.has('reply') || search.has('write')) {
      if (asked && asked in hints) setKind(asked as Kind);
      area.current?.focus();
      area.current?.scrollIntoView({ block: 'center' });
    }
  }, [key]);

  const write = (words: string) => {
    if (text.trim() === '' && !mine) setBegun(lead.version);
    setText(words);
    draft.keep(kind, words);
  };
  const version = mine?.version ?? (text.trim() === '' ? lead.version : begun);
  return (
    <section className="composer" aria-label="Write">
      <Replying lead={lead} />
      <Act intent="write" version={version} wrong={mine} onSubmit={draft.forget}>
        <fieldset className="kinds">
          <legend className="unseen">What it is</legend>
          {(Object.keys(hints) as Kind[]).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="kind"
                value={one}
                checked={kind === one}
                disabled={lead.state === 'closed' && one !== 'note'}
                onChange={() => {
                  setKind(one);
                  if (text.trim()) draft.keep(one, text);
                }}
              />
              {one === 'email' ? 'Email' : one === 'call' ? 'Log a call' : 'Note'}
            </label>
          ))}
          <span className="faint" role="status">
            {draft.state}
          </span>
        </fieldset>
        {mine && <WrongBox wrong={mine} again="Read it, or send anyway." />}
        <textarea
          ref={area}
          name="text"
          rows={3}
          aria-label={hints[kind]}
          placeholder={hints[kind]}
          maxLength={20_000}
          dir="auto"
          autoComplete="off"
          value={text}
          onChange={(event) => write(event.target.value)}
        />
        <div className="foot email">
          {mayMail ? <After lead={lead} /> : <p className="quiet">{lead.mail?.stopped ?? 'There is no email address yet.'}</p>}
          {!lead.mailLeaves && mayMail && <p className="soon">No mail server is set, so it is kept here and not sent.</p>}
          {mayMail && (
            <button className="button first" type="submit">
              {mine?.version !== undefined ? 'Send anyway' : `Send to ${lead.mail!.address}`}
            </button>
          )}
        </div>
        <div className="foot call">
          <div className="picks">
            {outcomes.map(([value, words], place) => (
              <label key={value}>
                <input type="radio" name="result" value={value} defaultChecked={place === 0} />
                {words}
              </label>
            ))}
          </div>
          <label className="tick">
            <input type="checkbox" name="they" value="yes" />
            They rang us
          </label>
          <button className="button first" type="submit">
            Save the call
          </button>
        </div>
        <div className="foot note">
          <span className="faint">It answers nobody and plans nothing.</span>
          <button className="button first" type="submit">
            Keep the note
          </button>
        </div>
      </Act>
    </section>
  );
}

/** What follows a letter: the usual, unless somebody says otherwise. */
const After = ({ lead }: { lead: LeadOnScreen }) => (
  <fieldset className="after">
    <label>
      After sending:{' '}
      <select name="after" defaultValue="usual">
        <option value="usual">
          Wait for them until {lead.afterSending.day}, {lead.afterSending.next}
        </option>
        <option value="wait">Wait until another day…</option>
        <option value="step">Something else…</option>
        <option value="question">Nothing more, it was a question</option>
      </select>
    </label>
    <label className="if wait">
      <span className="unseen">Wait until</span>
      <input type="date" name="waitDay" min={lead.today} defaultValue={lead.afterSending.date} />
    </label>
    <span className="if step">
      <input name="nextWhat" placeholder="What happens next" aria-label="What happens next" maxLength={300} />
      <input type="date" name="nextDay" min={lead.today} defaultValue={lead.days[0]?.date} aria-label="When" />
    </span>
  </fieldset>
);

/** Somebody else is writing to them this very moment; over half a minute after their last letter. */
function Replying({ lead }: { lead: LeadOnScreen }) {
  const first = lead.replying[0];
  const [over, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (!first) return;
    const timer = setTimeout(() => setOver(true), first.left);
    return () => clearTimeout(timer);
  }, [first]);
  if (!first || over) return null;
  return (
    <p className="replying" role="status">
      {first.by} is replying.
    </p>
  );
}
