/** What was read in this moment, by the name of what was asked. */
export type Moment = {
  recall<Value>(name: string, read: () => Promise<Value>): Promise<Value>;
  /** Something may have changed. */
  end(): void;
};

/**
 * Many enquiries that come together need the same few rows, so these are read once for all of them. It lasts a turn of the event loop at
 * most, because other processes write, too. What is recalled is shared: it is not to be changed.
 */
export function moment(): Moment {
  const known = new Map<string, Promise<unknown>>();
  let isEnding = false;
  return {
    end: () => known.clear(),
    recall<Value>(name: string, read: () => Promise<Value>) {
      const there = known.get(name);
      if (there) return there as Promise<Value>;
      const value = read();
      known.set(name, value);
      if (!isEnding)
        setImmediate(() => {
          isEnding = false;
          known.clear();
        });
      isEnding = true;
      return value;
    },
  };
}
