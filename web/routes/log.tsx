import { useEffect, useRef, useState } from 'react';
import { data, Form, Link, redirect, useNavigation, useSearchParams } from 'react-router';
import { type Source, sources } from '#domain/source.ts';
import { inUse } from '#store/log-channels.ts';
import { listOwners } from '#store/members.ts';
import { readStandard } from '#store/standard.ts';
import { envContext, viewerContext } from '#web/context.ts';
import { logEnquiry, logMany } from '#work/log-enquiry.ts';
import { Refusal } from '#work/refusal.ts';
import { keepOnLoss } from '../ui/keeping.ts';
import { readLog } from '../ui/log/log-form.ts';
import type { LooksLike } from '../ui/log/looks-like.ts';
import { useKept } from '../ui/use-kept.ts';
import type { Route } from './+types/log.ts';

const first: readonly string[] = ['phone', 'whatsapp', 'walk-in', 'referral', 'instagram', 'linkedin'];

export async function loader({ context }: Route.LoaderArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const [standard, owners, ways] = await Promise.all([readStandard(env.read), listOwners(env.read), inUse(env.read)]);
  const now = env.now();
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: standard.team.zone, dateStyle: 'short', timeStyle: 'short' });
  return {
    me: member.id,
    mayAct: member.role !== 'viewer',
    ways: ways.map(({ id, fixed }) => ({
      id,
      words: sources[id as Source].replace(' message', ''),
      far: !first.includes(id),
      owner: fixed && fixed !== member.id ? (owners.find((one) => one.id === fixed)?.name ?? null) : null,
    })),
    owners: owners.map(({ id, name }) => ({ id, name: id === member.id ? 'me' : name })),
    latest: local.format(now).replace(' ', 'T'),
    today: standard.timetable.dayOf(now),
    tomorrow: standard.timetable.nextBusinessDay(standard.timetable.dayOf(now)),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const form = await request.formData();
  const typed = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  if (form.has('many')) {
    const logged = await logMany(env, member.id, String(form.get('many')));
    return data({
      wrong: null,
      typed: {} as Record<string, string>,
      many: logged.map(({ line, received }) => ({
        line,
        number: received?.lead?.number ?? null,
        again: received?.arrival.outcome === 'linked' || received?.duplicate === true,
      })),
    });
  }
  try {
    const logged = await readLog(env.read, await readStandard(env.read), form, member.id, env.now());
    const { lead } = await logEnquiry(env, { memberId: member.id }, logged);
    return redirect(lead ? `/leads/${lead.number}?logged` : '/', 303);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return data({ wrong: { message: error.message, field: error.field ?? '' }, typed, many: null }, { status: error.status });
  }
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepOnLoss(serverAction);

export const meta: Route.MetaFunction = () => [{ title: 'Log an enquiry · Baton' }];

export default function Log({ loaderData, actionData }: Route.ComponentProps) {
  const [search] = useSearchParams();
  const told = useKept(actionData);
  if (!loaderData.mayAct) return <p className="quiet">A viewer looks and changes nothing.</p>;
  return (
    <div className="log">
      <header className="log-head">
        <Link className="faint narrow" to="/">
          ‹ Today
        </Link>
        <h1>Log an enquiry</h1>
        <nav className="switch" aria-label="How many">
          <Link to="/log" aria-current={!search.has('many')}>
            One
          </Link>
          <Link to="?many" aria-current={search.has('many')}>
            Many
          </Link>
        </nav>
      </header>
      {search.has('many') ? <Many data={told} /> : <One data={loaderData} answer={told} />}
    </div>
  );
}

type Answer = Route.ComponentProps['actionData'];

function One({
  data: { ways, owners, me, latest, today, tomorrow },
  answer,
}: {
  data: Route.ComponentProps['loaderData'];
  answer: Answer;
}) {
  const typed: Record<string, string> = answer && 'typed' in answer ? answer.typed : {};
  const wrong = answer?.wrong;
  const [source, setSource] = useState(typed.source ?? ways[0]?.id ?? 'phone');
  const [reach, setReach] = useState(typed.reach ?? '');
  const [who, setWho] = useState(typed.who ?? '');
  const [add, setAdd] = useState(typed.add ?? '');
  const found = useLooksLike(reach || who, () => setAdd(''));
  const busy = useNavigation().state !== 'idle';
  const fault = (name: string) =>
    wrong && 'field' in wrong && wrong.field === name ? { 'aria-invalid': true, 'aria-describedby': 'wrong' } : {};
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

type LooksProps = { found: LooksLike; add: string; setAdd(number: string): void; setWho(name: string): void };

const Looks = ({ found, add, setAdd, setWho }: LooksProps) => (
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

/** Asked a moment after the last letter; without an answer the page goes on as if there were none. */
function useLooksLike(typed: string, forget: () => void): LooksLike | null {
  const [found, setFound] = useState<LooksLike | null>(null);
  const clear = useRef(forget);
  clear.current = forget;
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(async () => {
      if (typed.trim().length < 3) return setFound(null);
      try {
        const answer = await fetch(`/log/look?q=${encodeURIComponent(typed)}`, { signal: left.signal });
        const { found: next } = (await answer.json()) as { found: LooksLike | null };
        setFound((before) => {
          if (before?.number !== next?.number) clear.current();
          return next;
        });
      } catch {
        if (!left.signal.aborted) setFound(null);
      }
    }, 250);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [typed]);
  return found;
}

function Many({ data: answer }: { data: Answer }) {
  const done = answer && 'many' in answer ? answer.many : null;
  return (
    <>
      <p className="quiet">One per line, as you would jot it down: a name, a number or an email, and what they want.</p>
      <Form method="post" action="/log?many">
        <label className="field">
          <span>Enquiries</span>
          <textarea
            key={done?.length ?? 0}
            className="input"
            name="many"
            rows={8}
            required
            placeholder={
              'Tom Reid 07700 900455 new bathroom before Christmas\nPriya Nair priya@nair.example landlord certificate, two flats'
            }
          />
        </label>
        <button className="button first large across save" type="submit">
          Save them
        </button>
      </Form>
      {answer?.wrong && (
        <p className="wrong-box" role="alert">
          {answer.wrong.message}
        </p>
      )}
      {done && (
        <section aria-label="Saved" role="status">
          <div className="section-head">
            <h2>Saved</h2>
            <p>{done.length === 1 ? 'one line' : `${done.length} lines`}</p>
          </div>
          <ul className="list plain">
            {done.map(({ line, number, again }) => (
              <li key={line}>
                {number === null ? <span className="chip soon">not sure</span> : <Link to={`/leads/${number}`}>#{number}</Link>}
                {again && <span className="chip">was here already</span>} <span className="quiet">{line}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
