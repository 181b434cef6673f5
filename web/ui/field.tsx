import { type ComponentProps, useId } from 'react';

type Said = { label: string; name: string; hint?: string | undefined; problem?: string | null | undefined };

/** A field with its label above, and below it what helps or what is wrong. */
export function Field({ label, hint, problem, ...input }: Said & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input className="input" id={id} {...told(id, hint, problem)} {...input} />
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

export function SelectField({ label, hint, problem, ...select }: Said & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select className="input" id={id} {...told(id, hint, problem)} {...select} />
      <Below id={id} hint={hint} problem={problem} />
    </div>
  );
}

const told = (id: string, hint?: string, problem?: string | null) => ({
  ...(hint || problem ? { 'aria-describedby': `${id}-below` } : {}),
  ...(problem ? { 'aria-invalid': true } : {}),
});

const Below = ({ id, hint, problem }: { id: string } & Pick<Said, 'hint' | 'problem'>) =>
  hint || problem ? (
    <small id={`${id}-below`} className={problem ? 'wrong' : ''}>
      {problem ?? hint}
    </small>
  ) : null;
