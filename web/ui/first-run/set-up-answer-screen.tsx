import { useRef } from 'react';
import { useFetcher } from 'react-router';
import { Changeable } from '../changeable.tsx';
import { Form } from '../form.tsx';
import { HoursFields } from './hours-fields.tsx';
import { Onward } from './onward.tsx';
import { Progress } from './progress.tsx';
import type { AnswerShown } from './set-up-answer.ts';

type Shown = { answer: AnswerShown; me: string };

/** The second screen: the rule as one sentence whose words can be changed, and at once what it means. */
export function SetUpAnswerScreen({ answer, me }: Shown) {
  const live = useFetcher<{ answer?: AnswerShown }>();
  const form = useRef<HTMLFormElement>(null);
  const { fields, words, choices, example, problem } = live.data?.answer ?? answer;
  const chosen = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
  const part = (name: keyof typeof choices, said: string, about: string) => (
    <Changeable name={name} words={said} about={about} choices={choices[name]} chosen={chosen(name)} />
  );
  const ask = (moment: number) => {
    const sent = new FormData(form.current!);
    sent.set('go', 'try');
    sent.set('moment', String(moment));
    void live.submit(sent, { method: 'post', action: '?step=2' });
  };
  const moment = example?.moment ?? 0;
  return (
    <Form method="post" action="?step=2" ref={form} onChange={() => ask(moment)}>
      <Progress step={2} of={4} />
      <h1>How do you want to answer?</h1>
      <div className="sentence">
        <p>
          We are open{' '}
          <Changeable name="hours" words={words.hours} about="Opening hours">
            <HoursFields fields={fields} />
          </Changeable>
          . Somebody new hears from us {part('first', words.first, 'Somebody new hears from us')}
          {words.open}
          {words.otherwise && <>, otherwise {part('outside', words.otherwise, 'When we are closed, they hear from us')}</>}.
          Missed calls are returned {part('missed', words.missed, 'Missed calls are returned')}. New enquiries go to{' '}
          <Changeable name="owner" words={me} about="New enquiries go to">
            <span>You are the only one here so far. When others have joined, each way in can have a person of its own.</span>
          </Changeable>
          ; if {me} is away, to{' '}
          <Changeable name="cover" words="nobody yet" about="While you are away" tone="soon">
            <span>Invite somebody under People once you are set up. Then they can stand in for you.</span>
          </Changeable>
          .
        </p>
      </div>
      {!words.otherwise && <input type="hidden" name="outside" value={chosen('outside')} />}
      <input type="hidden" name="moment" value={moment} />
      <div className="card calm example" aria-live="polite">
        {problem ? (
          <p className="wrong">{problem}</p>
        ) : (
          <p>
            <span className="quiet">{example?.when}</span> <span aria-hidden="true">→</span>{' '}
            <b>they hear from us by {example?.by}</b>
          </p>
        )}
        <button
          className="link"
          type="submit"
          name="go"
          value="another"
          onClick={(event) => {
            event.preventDefault();
            ask(moment + 1);
          }}
        >
          try another moment
        </button>
      </div>
      <p className="quiet">Choose what you can keep on a bad day. Customers will be told this time.</p>
      <Onward words="That’s how we do it" back defaults />
    </Form>
  );
}
