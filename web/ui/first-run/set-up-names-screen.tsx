import { useId } from 'react';
import { useNavigation } from 'react-router';
import { Form } from '../form.tsx';
import { OnlyHere } from '../only-here.tsx';
import { Onward } from './onward.tsx';
import { Progress } from './progress.tsx';

type Shown = { names: string; onlyHere: boolean };

/** The last screen: whom they still owe something. Nothing is sent, nothing turns red. */
export function SetUpNamesScreen({ names, onlyHere }: Shown) {
  const id = useId();
  const busy = useNavigation().state !== 'idle';
  return (
    <Form method="post" action="?step=4">
      <Progress step={4} of={4} />
      <h1>
        <label htmlFor={id}>Who are you meant to get back to?</label>
      </h1>
      <p className="lede" id={`${id}-below`}>
        One per line, as they come to mind. Nothing is sent to anybody and nobody is late: Baton only spreads them over the next
        two weeks.
      </p>
      <textarea
        className="input names"
        id={id}
        aria-describedby={`${id}-below`}
        name="names"
        rows={6}
        defaultValue={names}
        placeholder={'Martin Hale, bathroom quote\nMrs Okafor 07700 900123, rang on Tuesday'}
      />
      {onlyHere && <OnlyHere />}
      <Onward words={busy ? 'One moment…' : 'Done'} back />
    </Form>
  );
}
