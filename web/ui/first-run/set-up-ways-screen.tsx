import { Form } from '../form.tsx';
import { Onward } from './onward.tsx';
import { Progress } from './progress.tsx';

type Shown = { ways: { value: string; words: string; ticked: boolean }[] };

/** The third screen: how people come today. Nothing is connected by it. */
export const SetUpWaysScreen = ({ ways }: Shown) => (
  <Form method="post" action="?step=3">
    <Progress step={3} of={4} />
    <h1>How do people reach you today?</h1>
    <p className="lede">Tick what you use. There is nothing to connect now; all of them can be logged by hand from the start.</p>
    <fieldset className="ways">
      <legend className="unseen">Ways in</legend>
      {ways.map(({ value, words, ticked }) => (
        <label className="tick" key={value}>
          <input type="checkbox" name="way" value={value} defaultChecked={ticked} />
          {words}
        </label>
      ))}
    </fieldset>
    <Onward words="Next" defaults back />
  </Form>
);
