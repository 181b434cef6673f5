import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@media (prefers-color-scheme: dark)');

type Rgb = [number, number, number];

/** OKLab to linear sRGB, as in CSS Color 4, section 10. */
function rgb(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

function colours(part: string): Map<string, Rgb> {
  const found = part.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return new Map([...found].map(([, name, l, c, h]) => [name!, rgb(Number(l), Number(c), Number(h))]));
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2.2 contrast ratio. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const themes: [string, Map<string, Rgb>][] = [
  ['light', colours(lightCss)],
  ['dark', new Map([...colours(lightCss), ...colours(darkCss)])],
];

for (const [theme, colour] of themes) {
  const ratio = (text: string, ground: string): number => contrast(colour.get(text)!, colour.get(ground)!);

  test(`in the ${theme} theme even the quietest text is readable on every ground (WCAG 1.4.3)`, () => {
    for (const text of ['ink', 'muted', 'faint', 'late', 'ok', 'soon-ink', 'wait']) {
      for (const ground of ['paper', 'surface', 'sunken'])
        assert.ok(ratio(text, ground) >= 4.5, `${text} on ${ground}: ${ratio(text, ground)}`);
    }
    for (const [text, ground] of [
      ['late', 'late-soft'],
      ['ok', 'ok-soft'],
      ['soon-ink', 'soon-soft'],
      ['wait', 'wait-soft'],
      ['on-ink', 'ink'],
    ]) {
      assert.ok(ratio(text!, ground!) >= 4.5, `${text} on ${ground}: ${ratio(text!, ground!)}`);
    }
  });

  test(`in the ${theme} theme the edges of fields and buttons can be seen (WCAG 1.4.11)`, () => {
    for (const ground of ['paper', 'surface'])
      assert.ok(ratio('edge', ground) >= 3, `edge on ${ground}: ${ratio('edge', ground)}`);
  });
}

test('the dark theme has its own value for every colour of the light one', () => {
  assert.deepEqual([...colours(darkCss).keys()].sort(), [...colours(lightCss).keys()].sort());
});
