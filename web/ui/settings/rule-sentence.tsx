import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import { Changeable } from '../changeable.tsx';
import { Form } from '../form.tsx';
import { RuleExceptions } from './rule-exceptions.tsx';
import type { RulePart, RuleShown } from './rule-form.ts';
import type { SettingsTold } from './settings-page.ts';
import type { WhatIf } from './what-if.ts';

type Option = { value: string; words: string };
type Shown = {
  rule: RuleShown;
  version: number;
  onCall: { id: string; name: string; chosen: boolean }[];
  channels: Option[];
  whatIf: WhatIf;
  /** What the rule being tried means for the moment in the box. */
  onTried(means: WhatIf | null): void;
};

/** The rule as a sentence whose words open to be changed; nothing counts before it is saved. */
export function RuleSentence({ rule: inForce, version, onCall, channels, whatIf, onTried }: Shown) {
  const trying = useFetcher<SettingsTold>();
  const form = useRef<HTMLFormElement>(null);
  const presetAsked = useRef(false);
  const [made, setMade] = useState(0);
  const rule = trying.data?.tried ?? inForce;
  const trial = (more: Record<string, string> = {}) => {
    const sent = new FormData(form.current!);
    const { at, kind, urgent } = whatIf;
    for (const [name, value] of Object.entries({ ...more, do: 'try', at, kind, ...(urgent ? { urgent: 'yes' } : {}) }))
      sent.set(name, value);
    void trying.submit(sent, { method: 'post' });
  };
  useEffect(() => {
    onTried(trying.data?.means ?? null);
    // Fields show what they began with: after a preset they begin anew.
    if (presetAsked.current) setMade((n) => n + 1);
    presetAsked.current = false;
  }, [trying.data, onTried]);
  const moment = `${whatIf.at} ${whatIf.kind} ${whatIf.urgent}`;
  const lastMoment = useRef(moment);
  useEffect(() => {
    if (lastMoment.current !== moment && trying.data?.tried) trial();
    lastMoment.current = moment;
  });
  return (
    <Form method="post" ref={form} className="rule" onChange={() => trial()} key={made}>
      <input type="hidden" name="version" value={version} />
      <div className="sentence">
        <p>
          Somebody new hears from us{' '}
          <Part rule={rule} name="first" about="Somebody new hears from us">
            <label className="inline-field">
              or within <input className="input" type="number" name="firstMinutes" min={1} max={1440} /> minutes
            </label>
          </Part>
          {rule.open}
          {rule.needsOutside && (
            <>
              , otherwise <Outside rule={rule} />
            </>
          )}
          . Missed calls are returned{' '}
          <Part rule={rule} name="missedCall" about="Missed calls are returned">
            <Last name="lastMissed" value={rule.values.lastMissed} />
          </Part>
          . When they write back, they hear from us{' '}
          <Part rule={rule} name="again" about="When they write back, they hear from us">
            <Last name="lastAgain" value={rule.values.lastAgain} />
          </Part>
          . Quotes are followed up <Part rule={rule} name="proposalHours" about="Quotes are followed up" />. Urgent ones:{' '}
          <Part rule={rule} name="urgentMinutes" about="Urgent ones hear from us" />;{' '}
          <UrgentOutside rule={rule} onCall={onCall} />.{rule.exceptions.map(({ words }) => ` ${words}.`)}
        </p>
      </div>
      {!rule.needsOutside && <input type="hidden" name="outsideBy" value={rule.values.outsideBy} />}
      <div className="presets">
        <span className="quiet">Start from</span>
        {rule.presets.map(({ value, words }) => (
          <button
            key={value}
            className="button"
            type="submit"
            name="preset"
            value={value}
            onClick={(event) => {
              event.preventDefault();
              presetAsked.current = true;
              trial({ preset: value, first: '', firstMinutes: '' });
            }}
          >
            {words}
          </button>
        ))}
        <noscript>
          <span className="faint">These are saved at once.</span>
        </noscript>
      </div>
      <RuleExceptions rule={rule} channels={channels} />
      {trying.data?.wrong && <p className="wrong">{trying.data.wrong}</p>}
      <p className="save-line">
        <button className="button first" type="submit" name="do" value="rule">
          Save the rule
        </button>
        {trying.data?.tried && <span className="quiet">Not saved yet.</span>}
      </p>
    </Form>
  );
}

type PartShown = { rule: RuleShown; name: RulePart; about: string; children?: ReactNode };

const Part = ({ rule: { words, choices, values }, name, about, children }: PartShown) => (
  <Changeable name={name} words={words[name]} about={about} choices={choices[name]} chosen={values[name]}>
    {children}
  </Changeable>
);

const Outside = ({ rule: { words, values } }: { rule: RuleShown }) => (
  <Changeable name="outside" words={words.outsideBy} about="When we are closed, they hear from us by">
    <input
      className="input"
      type="time"
      name="outsideBy"
      defaultValue={values.outsideBy}
      aria-label="By, on the next working day"
    />
    <span>on the next working day</span>
  </Changeable>
);

const UrgentOutside = ({ rule: { words, values }, onCall }: { rule: RuleShown } & Pick<Shown, 'onCall'>) => (
  <Changeable
    name="urgentOutside"
    words={words.urgentOutside}
    about="Urgent, and we are closed"
    choices={[
      { value: 'none', words: 'like all others' },
      { value: 'number', words: 'we show a number at once' },
      { value: 'on-call', words: 'somebody is on call' },
    ]}
    chosen={values.urgentOutside}
  >
    <label className="inline-field">
      The number <input className="input" type="tel" name="urgentNumber" defaultValue={values.urgentNumber} autoComplete="off" />
    </label>
    <input type="hidden" name="hasOnCall" value="yes" />
    <span>On call, a week each in turn:</span>
    {onCall.map(({ id, name, chosen }) => (
      <label className="tick" key={id}>
        <input type="checkbox" name="onCall" value={id} defaultChecked={chosen} />
        {name}
      </label>
    ))}
  </Changeable>
);

const Last = ({ name, value }: { name: string; value: string }): ReactNode => (
  <label className="inline-field">
    In the last <input className="input" type="number" name={name} defaultValue={value} min={0} max={720} /> minutes before
    closing it counts for the next working day.
  </label>
);
