type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Said = { what: string | boolean; from: number | null; to: number | null };

const boxes = 'input:not([type=hidden], [type=file], [type=submit]), textarea, select';
const kinds = ['input', 'change'];

/**
 * Somebody is faster than the script: a field that was filled in or a choice that was made before the page came alive would be set
 * back by it, or stand there and do nothing. `tell` once the page is alive: it hears of all of them. `end` when that is over.
 */
export function keepEarly(page: Window): { tell(): void; end(): void } {
  const early = new Map<Box, Said>();
  for (const box of page.document.querySelectorAll<Box>(boxes)) {
    if (isChanged(box)) early.set(box, saidIn(box));
    // The text of an untouched one would be written anew, and the caret in it moved.
    if (box instanceof HTMLTextAreaElement) box.value = `${box.value}`;
  }
  const hear = ({ target }: Event) => {
    if (target instanceof Element && target.matches(boxes)) early.set(target as Box, saidIn(target as Box));
  };
  for (const kind of kinds) page.addEventListener(kind, hear, true);
  const tell = () => {
    const told = [...early];
    for (const [box, said] of told) if (box.isConnected) say(box, said);
    early.clear();
  };
  return {
    tell,
    end() {
      tell();
      for (const kind of kinds) page.removeEventListener(kind, hear, true);
    },
  };
}

const isChoice = (box: Box): box is HTMLInputElement => box.type === 'radio' || box.type === 'checkbox';

function saidIn(box: Box): Said {
  if (isChoice(box)) return { what: box.checked, from: null, to: null };
  const { selectionStart: from = null, selectionEnd: to = null } = box instanceof HTMLSelectElement ? {} : box;
  return { what: box.value, from, to };
}

function isChanged(box: Box): boolean {
  if (isChoice(box)) return box.checked !== box.defaultChecked;
  if (!(box instanceof HTMLSelectElement)) return box.value !== box.defaultValue;
  const usual = [...box.options].findIndex(({ defaultSelected }) => defaultSelected);
  return box.selectedIndex !== Math.max(0, usual);
}

/** As if it were done now. React hears only of what differs from what it last knew, so that is set first. */
function say(box: Box, { what, from, to }: Said): void {
  if (typeof what === 'boolean') {
    if (!what && box.type === 'radio') return;
    (box as HTMLInputElement).checked = !what;
    box.click();
  } else if (box instanceof HTMLSelectElement) {
    box.value = what;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    box.value = box.defaultValue;
    // React has put a setter of its own on the field, which would notice.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value')!.set!.call(box, what);
    if (from !== null) box.setSelectionRange(from, to);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
