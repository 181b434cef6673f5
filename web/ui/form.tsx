import { type ComponentProps, type SubmitEvent, startTransition, useEffect, useRef, useState } from 'react';
import { Form as Plain, useNavigation, useRouteLoaderData, useSubmit } from 'react-router';

/**
 * A form that says for whom its page was made, so that without script, too, nothing goes out as somebody who has signed in on the
 * same browser since. With script all that is asked says so. Pressed twice it is sent once, until what came of it is on the screen.
 */
export function Form({ children, onSubmit, ...form }: ComponentProps<typeof Plain>) {
  const shell = useRouteLoaderData<{ me: { id: string } }>('routes/shell');
  const submit = useSubmit();
  const underWay = useRef(false);
  const { state } = useNavigation();
  const [answered, setAnswered] = useState(0);
  // News may load the page anew before the answer has: then sending is over for the router, and the screen is still the old one.
  useEffect(() => {
    if (state === 'idle') underWay.current = false;
  }, [answered, state]);
  const sendOnce = async (event: SubmitEvent<HTMLFormElement>) => {
    if (underWay.current) return event.preventDefault();
    onSubmit?.(event);
    if (event.defaultPrevented || form.method !== 'post') return;
    event.preventDefault();
    underWay.current = true;
    const { method, preventScrollReset } = form;
    const button = event.nativeEvent.submitter as HTMLButtonElement | null;
    await submit(button ?? event.currentTarget, { method, ...(preventScrollReset ? { preventScrollReset } : {}) }).finally(() =>
      // Shown no sooner than the answer, which React may take its time for.
      startTransition(() => setAnswered((times) => times + 1)),
    );
  };
  return (
    <Plain {...form} onSubmit={sendOnce}>
      {shell && form.method === 'post' && <input type="hidden" name="typed-by" value={shell.me.id} />}
      {children}
    </Plain>
  );
}
