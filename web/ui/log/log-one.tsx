import { useState } from 'react';
import { useNavigation } from 'react-router';
import { Form } from '../form.tsx';
import type { LogWrong } from './log-acts.ts';
import type { LogPage } from './log-page.ts';
import { Looks } from './looks.tsx';
import { useLooksLike } from './use-looks-like.ts';

type Props = { page: LogPage; typed: Record<string, string>; wrong: LogWrong | null };

/** How to reach them and what they asked; the rest has a default. */
export function LogOne({ page: { ways, owners, me, questions, latest, today, tomorrow }, typed, wrong }: Props) {
  const [source, setSource] = useState(typed.source ?? ways[0]?.id ?? 'phone');
  const [reach, setReach] = useState(typed.reach ?? '');
  const [who, setWho] = useState(typed.who ?? '');
  const [add, setAdd] = useState(typed.add ?? '');
  const found = useLooksLike(reach || who, () => setAdd(''));
  const busy = useNavigation().state !== 'idle';
  const fault = (name: string) => (wrong?.field === name ? { 'aria-invalid': true, 'aria-describedby': 'wrong' } : {});
  const rare = questions.filter(({ always }) => !always);
  const far = ways.filter((way) => way.far);
  const pill = ({ id, words }: { id: string; words: string }) => (
    <label key={id}>
      <input type="radio" name="source" value={id} checked={source === id} onChange={() => setSource(id)} />
      {words}
    </label>
  );
  return (
    <Form method="post" onSubmit={(event) => busy && event.preventDefault()} noValidate>
      {wrong && (
        <p className="wrong-box" id="wrong" role="alert">
          {wrong.message}
        </p>
      )}
      <fieldset className="picks">
        <legend className="unseen">How they came</legend>
        {ways.filter((way) => !way.far || way.id === source).map(pill)}
        {far.length > 0 && (
          <details className="more-ways">
            <summary className="chip">More…</summary>
            <div className="picks">{far.filter(({ id }) => id !== source).map(pill)}</div>
          </details>
        )}
      </fieldset>
      <label className="field">
        <span>How to reach them</span>
        <input
          className="input"
          name="reach"
          value={reach}
          onChange={(event) => setReach(event.target.value)}
          placeholder="Number or email"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the page is for typing this first
          autoFocus
          {...fault('reach')}
        />
      </label>
      <div role="status">{found && <Looks found={found} add={add} setAdd={setAdd} setWho={setWho} />}</div>
      <input type="hidden" name="add" value={add} />
      <label className="field">
        <span>
          Who <i>if you know</i>
        </span>
        <input className="input" name="who" value={who} onChange={(event) => setWho(event.target.value)} autoComplete="off" />
      </label>
      {source === 'referral' && (
        <label className="field">
          <span>Who sent them</span>
          <input className="input" name="referredBy" defaultValue={typed.referredBy} autoComplete="off" />
        </label>
      )}
      <label className="field">
        <span>What they asked for</span>
        <textarea className="input" name="asked" rows={3} defaultValue={typed.asked} dir="auto" {...fault('asked')} />
      </label>
      <OwnQuestions questions={questions.filter(({ always }) => always)} typed={typed} />
      <details className="owed" open={Boolean(typed.spoken)}>
        <summary>
          <span className="spoke">You spoke, so nothing is owed.</span>
          <span className="wrote">They are waiting to hear from us.</span> <span className="link faint">Change</span>
        </summary>
        <fieldset className="picks">
          <legend className="unseen">What is owed</legend>
          <label>
            <input type="radio" name="spoken" value="yes" defaultChecked={typed.spoken === 'yes'} />
            We spoke, nothing is owed
          </label>
          <label>
            <input type="radio" name="spoken" value="no" defaultChecked={typed.spoken === 'no'} />
            They still wait for an answer
          </label>
        </fieldset>
      </details>
      <div className="pair">
        <label className="field">
          <span>Owner</span>
          <select className="input" name="owner" defaultValue={typed.owner ?? ''}>
            <option value="">
              {ways.find(({ id }) => id === source)?.owner ?? (owners.some(({ id }) => id === me) ? 'me' : 'by the rule')}
            </option>
            {owners
              .filter(({ id }) => id !== me || ways.find((way) => way.id === source)?.owner)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <span>
            Next step <i>if you know</i>
          </span>
          <input
            className="input"
            name="next"
            placeholder="Call back"
            defaultValue={typed.next}
            autoComplete="off"
            maxLength={300}
          />
        </label>
      </div>
      <div className="pair next-when">
        <label className="field">
          <span>On</span>
          <input className="input" type="date" name="nextDay" min={today} defaultValue={typed.nextDay ?? tomorrow} />
        </label>
        <label className="field">
          <span>
            At <i>if there is a time</i>
          </span>
          <input className="input" type="time" name="nextTime" defaultValue={typed.nextTime} />
        </label>
      </div>
      {rare.length > 0 && (
        <details className="earlier" open={rare.some(({ key }) => typed[`answer.${key}`])}>
          <summary className="link faint">More, if you know it</summary>
          <OwnQuestions questions={rare} typed={typed} />
        </details>
      )}
      <details className="earlier" open={Boolean(typed.received)}>
        <summary className="link faint">It was earlier than now</summary>
        <label className="field">
          <span>When they got in touch</span>
          <input
            className="input"
            type="datetime-local"
            name="received"
            max={latest}
            defaultValue={typed.received}
            {...fault('received')}
          />
        </label>
      </details>
      <label className="tick">
        <input type="checkbox" name="urgent" value="yes" defaultChecked={Boolean(typed.urgent)} />
        Urgent
      </label>
      <button className="button first large across save" type="submit">
        {busy ? 'Saving…' : add ? `Add to #${add}` : 'Save'}
      </button>
    </Form>
  );
}

/** What this team would like to know as well; nothing of it is needed for saving. */
const OwnQuestions = ({ questions, typed }: { questions: LogPage['questions']; typed: Record<string, string> }) =>
  questions.map(({ key, label }) => (
    <label key={key} className="field">
      <span>
        {label} <i>if you know</i>
      </span>
      <input className="input" name={`answer.${key}`} defaultValue={typed[`answer.${key}`]} maxLength={2000} autoComplete="off" />
    </label>
  ));
