import { readFileSync } from 'node:fs';
import { hashToken } from '#work/running/secret.ts';

export type Asset = { body: Uint8Array<ArrayBuffer>; type: string; tag: string };
type Assets = {
  css: string /** The style as a source of the content security policy. */;
  styleSource: string;
  /** The fonts by their address: Western European letters, and those of names such as Kovač, which are fetched where they occur. */
  fonts: ReadonlyMap<string, Asset>;
  mark: Asset;
};

const fontFiles = {
  '/assets/inter.woff2': 'inter-latin-opsz-normal.woff2',
  '/assets/inter-ext.woff2': 'inter-latin-ext-wght-normal.woff2',
} as const;

// A baton on its way from one hand to the next; the accent end is the one that is taken.
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>.held{stroke:#26211d}@media (prefers-color-scheme:dark){.held{stroke:#ece9e4}}</style><g fill="none" stroke-width="7" stroke-linecap="round"><path class="held" d="M7 25 16.5 15.5"/><path stroke="#d2512c" d="M20.5 11.5 25 7"/></g></svg>`;

/** What the public pages are made with, read once. A font's address carries its version, so that it may be kept for good. */
export function publicAssets(): Assets {
  const style = (name: string) => readFileSync(new URL(`./styles/${name}`, import.meta.url), 'utf8');
  const fonts = new Map<string, Asset>();
  let css = ['tokens', 'base', 'public'].map((name) => style(`${name}.css`)).join('\n');
  for (const [address, file] of Object.entries(fontFiles)) {
    const woff2 = new Uint8Array(readFileSync(new URL(import.meta.resolve(`@fontsource-variable/inter/files/${file}`))));
    const font = asset(woff2, 'font/woff2');
    fonts.set(address, font);
    css = css.replace(address, `${address}?v=${font.tag}`);
  }
  const hash = hashToken(css).replaceAll('-', '+').replaceAll('_', '/');
  return { css, styleSource: `'sha256-${hash}='`, fonts, mark: asset(new TextEncoder().encode(mark), 'image/svg+xml') };
}

const asset = (body: Asset['body'], type: string): Asset => ({
  body,
  type,
  tag: hashToken(Buffer.from(body).toString('latin1')).slice(0, 16),
});
