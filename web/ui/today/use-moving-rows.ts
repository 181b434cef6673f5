import { type RefObject, useLayoutEffect, useRef } from 'react';

type Place = { top: number; left: number; width: number; row: HTMLElement };
type Seen = { ids: string; width: number; places: Map<string, Place>; focused: { id: string; order: string[] } | null };

const glide = { duration: 220, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/**
 * Shows how a list became another: a row that leaves fades where it was, the others close up, a new one comes in. Whoever had the
 * focus in a row that has left goes on in the one that took its place.
 */
export function useMovingRows(zone: RefObject<HTMLElement | null>, rows: readonly { id: string }[]): void {
  const before = useRef<Seen>({ ids: '', width: 0, places: new Map(), focused: null });
  const ids = rows.map(({ id }) => id).join();
  useLayoutEffect(() => {
    const list = zone.current;
    if (!list) return;
    const watch = (event: FocusEvent) => {
      const id = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row;
      before.current.focused = id ? { id, order: ids.split(',') } : null;
    };
    list.addEventListener('focusin', watch);
    return () => list.removeEventListener('focusin', watch);
  }, [ids, zone]);
  useLayoutEffect(() => {
    const list = zone.current;
    if (!list) return;
    const { ids: wereIds, width, places: were, focused } = before.current;
    const places = measure(list);
    before.current = { ids, width: list.clientWidth, places, focused };
    if (ids === wereIds) return;
    if (focused && !places.has(focused.id)) {
      before.current.focused = null;
      if (document.activeElement === document.body || document.activeElement === null) goOn(list, focused);
    }
    const still = were.size === 0 || width !== list.clientWidth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still) return;
    for (const [id, { top, row }] of places) {
      const was = were.get(id);
      if (!was) row.animate([{ opacity: 0 }, { opacity: 1 }], glide);
      else if (Math.abs(was.top - top) > 1) row.animate([{ translate: `0 ${was.top - top}px` }, { translate: '0' }], glide);
    }
    for (const [id, was] of were) if (!places.has(id)) fadeOut(list, was);
  });
}

function measure(list: HTMLElement): Map<string, Place> {
  const origin = list.getBoundingClientRect();
  return new Map(
    [...list.querySelectorAll<HTMLElement>('[data-row]')].map((row) => {
      const { top, left, width } = row.getBoundingClientRect();
      return [row.dataset.row!, { top: top - origin.top, left: left - origin.left, width, row }];
    }),
  );
}

/** What has left the page is shown once more where it was, for the eyes alone. */
function fadeOut(list: HTMLElement, { top, left, width, row }: Place): void {
  const shade = row.cloneNode(true) as HTMLElement;
  shade.removeAttribute('data-row');
  shade.inert = true;
  shade.setAttribute('aria-hidden', 'true');
  shade.classList.add('leaving');
  Object.assign(shade.style, { top: `${top}px`, left: `${left}px`, width: `${width}px` });
  list.append(shade);
  shade
    .animate([{ opacity: 1 }, { opacity: 0, translate: '12px 0' }], { ...glide, fill: 'forwards' })
    .finished.finally(() => shade.remove());
}

/** To the first row after it that is still there, else the one before, else the page's headline. */
function goOn(list: HTMLElement, { id, order }: NonNullable<Seen['focused']>): void {
  const place = order.indexOf(id);
  const next = [...order.slice(place + 1), ...order.slice(0, place).reverse()];
  for (const other of next) {
    const row = list.querySelector<HTMLElement>(`[data-row="${CSS.escape(other)}"]`);
    const target = row?.querySelector<HTMLElement>('.button, button');
    if (!target) continue;
    target.focus({ preventScroll: true });
    return;
  }
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}
