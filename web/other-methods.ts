import type { Door } from './doors.ts';

/** Which methods an address takes, for the Allow header of a 405 (RFC 9110 section 15.5.6); null where nothing is open there. */
export function methodsOf(doors: readonly Door[]): (path: string) => string | null {
  const methods = Map.groupBy(doors, ({ path }) => path);
  const known = [...methods].map(([path, open]) => ({
    pattern: new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`),
    methods: open.map(({ method }) => method),
  }));
  return (path) => {
    const taken = new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods));
    if (taken.size === 0) return null;
    return [...taken].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  };
}
