import type { ShouldRevalidateFunctionArgs } from 'react-router';

/**
 * A page of settings is not loaded anew because somebody else has changed something: the version that its forms carry is the one
 * that was read with what stands in them, so that the second to save is told.
 */
export const staysAsTyped = ({
  formMethod,
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean =>
  formMethod === undefined && currentUrl.href === nextUrl.href ? false : defaultShouldRevalidate;
