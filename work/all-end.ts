/** Waits until all have ended, also after one has failed: a chore that is over has nothing under way when a house closes. Throws the first failure. */
export async function allEnd(under: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(under)) if (one.status === 'rejected') throw one.reason;
}
