import { readFileSync } from 'node:fs';
import { hashToken } from '#work/secret.ts';

export type Asset = { body: Uint8Array<ArrayBuffer>; type: string; tag: string };
export type Assets = {
  css: string /** The style as a source of the content security policy. */;
  styleSource: string;
  font: Asset;
  mark: Asset;
};

const fontAddress = '/assets/inter.woff2';

// A baton on its way from one hand to the next; the accent end is the one that is taken.
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>.held{stroke:#26211d}@media (prefers-color-scheme:dark){.held{stroke:#ece9e4}}</style><g fill="none" stroke-width="7" stroke-linecap="round"><path class="held" d="M7 25 16.5 15.5"/><path stroke="#d2512c" d="M20.5 11.5 25 7"/></g></svg>`;

/** What the public pages are made with, read once. The font's address carries its version, so that it may be kept for good. */
export function publicAssets(): Assets {
  const style = (name: string) => readFileSync(new URL(`./styles/${name}`, import.meta.url), 'utf8');
  const woff2 = new Uint8Array(
    readFileSync(new URL(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2'))),
  );
  const font = asset(woff2, 'font/woff2');
  const css = `${style('tokens.css')}\n${style('public.css')}`.replace(fontAddress, `${fontAddress}?v=${font.tag}`);
  const hash = hashToken(css).replaceAll('-', '+').replaceAll('_', '/');
  return { css, styleSource: `'sha256-${hash}='`, font, mark: asset(new TextEncoder().encode(mark), 'image/svg+xml') };
}

const asset = (body: Asset['body'], type: string): Asset => ({
  body,
  type,
  tag: hashToken(Buffer.from(body).toString('latin1')).slice(0, 16),
});
