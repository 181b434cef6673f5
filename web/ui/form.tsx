import type { ComponentProps } from 'react';
import { Form as Plain, useRouteLoaderData } from 'react-router';

/**
 * A form that says for whom its page was made, so that without script, too, nothing goes out as somebody who has signed in on the
 * same browser since. With script all that is asked says so.
 */
export function Form({ children, ...form }: ComponentProps<typeof Plain>) {
  const shell = useRouteLoaderData<{ me: { id: string } }>('routes/shell');
  return (
    <Plain {...form}>
      {shell && form.method === 'post' && <input type="hidden" name="typed-by" value={shell.me.id} />}
      {children}
    </Plain>
  );
}
