/** A member in two letters; the colour is always the same for the same name. */
export const Face = ({ name }: { name: string }) => (
  <span className="face" style={{ '--hue': hueOf(name) } as React.CSSProperties} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase();
};

const hueOf = (name: string): number => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7);
