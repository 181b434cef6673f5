import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useNavigation } from 'react-router';
import { type Placed, type Steady, steady } from './steady.ts';

type Held = { pointer: string | null; focus: string | null };
const nothing: Held = { pointer: null, focus: null };

const rowOf = (target: EventTarget): string | null =>
  (target instanceof Element && target.closest<HTMLElement>('[data-row]')?.dataset.row) || null;

/**
 * The rows to show while others change them: nothing moves under the pointer or the focus. `zone` goes on the element around all
 * rows, `data-row` on each. What is asked for otherwise (`about`: a filter, an act of one's own) is shown as it is.
 */
export function useSteady<Row extends Placed>(fresh: readonly Row[], about: string) {
  // What comes of an own act or of going elsewhere is not held back.
  const { state } = useNavigation();
  const key = `${about} ${state === 'idle'}`;
  const [held, setHeld] = useState(nothing);
  const shown = useRef({ rows: fresh as readonly Row[], key });
  const same = shown.current.key === key;
  const ids = same ? [held.pointer, held.focus].filter((id) => id !== null) : [];
  const now: Steady<Row> = steady(shown.current.rows, fresh, ids);
  useEffect(() => {
    shown.current = { rows: now.rows, key };
  });
  const zone = {
    onPointerOver(event: PointerEvent) {
      const row = event.pointerType === 'mouse' ? rowOf(event.target) : null;
      if (row && row !== held.pointer) setHeld({ ...held, pointer: row });
    },
    onPointerLeave: () => held.pointer && setHeld({ ...held, pointer: null }),
    onFocus: (event: FocusEvent) => setHeld({ ...held, focus: rowOf(event.target) }),
    onBlur(event: FocusEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget)) setHeld({ ...held, focus: null });
    },
  };
  return { ...now, zone, letGo: () => setHeld(nothing) };
}

/**
 * Tells what has come: to the eye only where it is held back, to the ear always. It takes no room, so that it moves nothing either.
 */
export function WhatsNew<Row extends Placed>(props: { rows: Row[]; withheld: Row[]; nameOf(row: Row): string; letGo(): void }) {
  const { rows, withheld, nameOf, letGo } = props;
  const before = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState('');
  const all = [...rows, ...withheld];
  const ids = all.map(({ id }) => id).join();
  useEffect(() => {
    const came = before.current ? all.filter(({ id }) => !before.current!.has(id)) : [];
    before.current = new Set(ids.split(','));
    if (came.length > 0)
      setSaid(`New: ${came.slice(0, 3).map(nameOf).join(', ')}${came.length > 3 ? ` and ${came.length - 3} more` : ''}`);
  }, [ids]);
  const show = () => {
    const first = withheld[0]?.id;
    letGo();
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${first}"] a`)?.focus());
  };
  return (
    <>
      <p className="unseen" role="status">
        {said}
      </p>
      {withheld.length > 0 && (
        <div className="whats-new">
          <button type="button" className="button first" onClick={show}>
            {withheld.length} new · show
          </button>
        </div>
      )}
    </>
  );
}
