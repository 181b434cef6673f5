import { sign, verify } from '#work/running/secret.ts';

/** Carried by our own forms: when the page was made. */
export const stampAt = (secret: string, at: number): string => sign(secret, 'stamp', String(at));

/** When the page was made that carried this stamp, or null where it is none of ours. */
export function stampTime(secret: string, stamp: string | undefined): number | null {
  const text = stamp ? verify(secret, 'stamp', stamp) : null;
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
