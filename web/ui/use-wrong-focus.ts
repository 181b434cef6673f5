import { useEffect } from 'react';

/** Leads to the first field that is wrong whenever a form comes back with something wrong in it. */
export function useWrongFocus(answer: unknown): void {
  useEffect(() => {
    if (answer) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [answer]);
}
