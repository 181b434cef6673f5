import { Refusal } from '#work/refusal.ts';

/** Settings are read by everybody and changed by admins. */
export function admitAdmin({ role }: { role: string }): void {
  if (role !== 'admin') throw new Refusal(403, 'Only an admin changes this. Nothing was saved.');
}
