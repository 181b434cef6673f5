import { gzipSync } from 'node:zlib';

/** Bytes as gzip sends them: the files of script, the style (its file, or what stands in the page), and the page without its style. */
export type FirstLoad = { script: number; style: number; page: number };

const styleInPage = /<style[^>]*>(.*?)<\/style>/gs;

/** What a browser that was never here loads before a screen stands and is alive. Throws where something of it is not there. */
export async function measureFirstLoad(address: string, path: string, cookie?: string): Promise<FirstLoad> {
  const get = async (from: string) => {
    const answer = await fetch(new URL(from, address), { headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });
    if (!answer.ok) throw new Error(`${from} answers ${answer.status}`);
    return answer.text();
  };
  const html = await get(path);
  const links = html.match(/<link\b[^>]*>/g) ?? [];
  const filesOf = (rel: string) =>
    links.filter((link) => link.includes(`rel="${rel}"`)).map((link) => /\bhref="([^"]+)"/.exec(link)![1]!);
  const sizeOf = async (files: string[]) => {
    let size = 0;
    for (const file of files) size += gzipSync(await get(file)).length;
    return size;
  };
  const inPage = [...html.matchAll(styleInPage)].map(([, text]) => text).join('');
  return {
    script: await sizeOf(filesOf('modulepreload')),
    style: (inPage ? gzipSync(inPage).length : 0) + (await sizeOf(filesOf('stylesheet'))),
    page: gzipSync(html.replace(styleInPage, '')).length,
  };
}
