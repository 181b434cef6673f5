import type { ReactNode } from 'react';
import { Form } from '../form.tsx';
import { OutcomeLine } from './outcome-line.tsx';
import type { QuestionFields, QuestionsShown, QuestionsTold } from './questions-form.ts';

type Shown = QuestionsShown & { told: QuestionsTold | undefined; mayChange: boolean };

/** What the team asks besides name, address and message: reworded, moved, added and removed in one form, saved by whatever is pressed. */
export function QuestionsCard({ questions: kept, seen, most, told, mayChange }: Shown) {
  const typed = told?.typed;
  const own = typed ? typed.filter(({ key }) => key !== '') : kept;
  const fresh = typed?.find(({ key }) => key === '');
  const isFull = own.length >= most;
  return (
    <section className="card questions" aria-labelledby="questions">
      <h2 id="questions">Your own questions</h2>
      <OutcomeLine told={told}>
        {told?.before !== undefined && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="about" value="questions" />
            <input type="hidden" name="seen" value={seen} />
            <input type="hidden" name="before" value={told.before} />
            <button className="link" type="submit" name="press" value="back">
              Undo
            </button>
          </Form>
        )}
      </OutcomeLine>
      <p className="quiet">
        Besides name, email, telephone and what it is about. At most {most}; each one that is asked costs some enquiries.
      </p>
      <Form method="post" preventScrollReset key={typed ? 'typed' : seen}>
        <input type="hidden" name="about" value="questions" />
        <input type="hidden" name="seen" value={seen} />
        <fieldset className="settings" disabled={!mayChange}>
          {/* First in the form, so that Enter saves and removes nothing. */}
          <button className="unseen" type="submit" name="press" value="save" tabIndex={-1} aria-hidden="true" />
          <ol>
            {own.map((question, n) => (
              <li key={question.key}>
                <Question question={question} n={n} last={own.length - 1} />
              </li>
            ))}
          </ol>
          {isFull ? (
            <p className="faint">These are {most}, and that is the most. Remove one to ask another.</p>
          ) : (
            <div className="one-more">
              <QuestionField n={own.length} label="One more question" question={fresh} placeholder="How old is the roof?" />
            </div>
          )}
          <button className="button first" type="submit" name="press" value="save">
            Save the questions
          </button>
        </fieldset>
      </Form>
    </section>
  );
}

const Question = ({ question, n, last }: { question: QuestionFields; n: number; last: number }) => (
  <>
    <input type="hidden" name={`question.${n}.key`} value={question.key} />
    <QuestionField n={n} label={`Question ${n + 1}`} question={question}>
      <span className="moves">
        <Move press={`up:${n}`} sign="↑" words={`Move up: ${question.label}`} disabled={n === 0} />
        <Move press={`down:${n}`} sign="↓" words={`Move down: ${question.label}`} disabled={n === last} />
        <button className="button bare" type="submit" name="press" value={`remove:${n}`}>
          Remove<span className="unseen"> {question.label}</span>
        </button>
      </span>
    </QuestionField>
  </>
);

const Move = ({ press, sign, words, disabled }: { press: string; sign: string; words: string; disabled: boolean }) => (
  <button className="button bare" type="submit" name="press" value={press} disabled={disabled} aria-label={words} title={words}>
    {sign}
  </button>
);

type FieldShown = { n: number; label: string; question: QuestionFields | undefined; placeholder?: string; children?: ReactNode };

const QuestionField = ({ n, label, question, placeholder, children }: FieldShown) => (
  <>
    <label className="field">
      <span>{label}</span>
      <input
        className="input"
        name={`question.${n}.label`}
        defaultValue={question?.label}
        maxLength={120}
        placeholder={placeholder}
        autoComplete="off"
      />
    </label>
    <div className="how">
      <select className="input" name={`question.${n}.when`} defaultValue={question?.when} aria-label={`${label}: when`}>
        <option value="always">Asked on the form</option>
        <option value="when-known">Noted when it is known</option>
      </select>
      <label className="tick">
        <input type="checkbox" name={`question.${n}.required`} value="yes" defaultChecked={question?.required} />
        Needs an answer<span className="unseen"> to {label}</span>
      </label>
      {children}
    </div>
  </>
);
