import type { ReactNode } from 'react';
import { useNavigation } from 'react-router';
import { Form } from '../form.tsx';
import type { Wrong } from '../keeping.ts';

type Props = {
  intent: string;
  /** The version it is done on; left out where what is done is never refused for being late. */
  version?: number | undefined;
  wrong?: Wrong | undefined;
  className?: string;
  /** The screen it is done on, where that is not this one. */
  to?: string;
  more?: Record<string, string | number>;
  onSubmit?: () => void;
  children: ReactNode;
};

/** One form that does one thing on a lead; pressed twice it does it once. */
export function Act({ intent, version, wrong, className, to, more = {}, onSubmit, children }: Props) {
  const busy = useNavigation().state === 'submitting';
  const on = wrong?.intent === intent ? (wrong.version ?? version) : version;
  return (
    <Form
      method="post"
      className={className}
      {...(to ? { action: to } : {})}
      preventScrollReset
      aria-busy={busy}
      onSubmit={(event) => {
        if (busy) event.preventDefault();
        else onSubmit?.();
      }}
    >
      <input type="hidden" name="intent" value={intent} />
      {on !== undefined && <input type="hidden" name="version" value={on} />}
      {Object.entries(more).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}
