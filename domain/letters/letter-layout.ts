import type { Language } from '../say-time.ts';

/** A letter ready for the outbox; `subject` is one line. */
export type Written = { subject: string; text: string; html: string };

/** A piece of a sentence: plain, strong, or a link. */
export type Inline = string | { strong: string } | { link: string; url: string };
export type Button = { label: string; url: string };

/** A letter is told once, in blocks; its text and its HTML are made from the same ones, so they cannot disagree. */
export type Block =
  | { line: Inline[] }
  | { heading: Inline[] }
  | { quote: string }
  | { said: string }
  | { buttons: Button[] }
  | { rule: true }
  | { small: Inline[] };

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** For text and for attributes in double or single quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const isLink = (url: string): boolean => /^(https?:\/\/|tel:|mailto:)/i.test(url);
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
const brokenLines = (text: string): string => escapeHtml(tidy(text)).replaceAll('\n', '<br>');

const fonts = "Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

// Mail programs drop style sheets or obey only part of them: the light look stands in the attributes, the dark one is a gift.
const darkLook =
  '@media (prefers-color-scheme:dark){.paper{background:#161310!important}.card{background:#1d1a16!important;border-color:#302c28!important}' +
  '.ink{color:#ece9e4!important}.quiet{color:#b0aaa3!important}.edge{border-color:#3b3732!important}' +
  '.go{background:#ece9e4!important;border-color:#ece9e4!important;color:#1a1613!important}.by{background:#1d1a16!important;border-color:#57524c!important;color:#ece9e4!important}}';

function inlineText(part: Inline): string {
  if (typeof part === 'string') return tidy(part);
  if ('strong' in part) return part.strong;
  return /^https?:/i.test(part.url) ? `${part.link} <${part.url}>` : part.link;
}

function inlineHtml(part: Inline): string {
  if (typeof part === 'string') return brokenLines(part);
  if ('strong' in part) return `<b style="font-weight:600">${escapeHtml(part.strong)}</b>`;
  if (!isLink(part.url)) return escapeHtml(part.link);
  const whole = part.url.startsWith('tel:') ? ';white-space:nowrap' : '';
  return `<a href="${escapeHtml(part.url)}" style="color:inherit;text-decoration:underline${whole}">${escapeHtml(part.link)}</a>`;
}

function buttonHtml({ label, url }: Button, index: number): string {
  const look =
    index === 0
      ? 'background:#26211d;border-color:#26211d;color:#ffffff'
      : 'background:#ffffff;border-color:#bcb7b0;color:#26211d';
  return `<a href="${escapeHtml(url)}" class="${index === 0 ? 'go' : 'by'}" style="display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border:1px solid;border-radius:8px;font-size:14px;line-height:22px;font-weight:600;text-decoration:none;${look}">${escapeHtml(label)}</a>`;
}

function blockText(block: Block): string {
  if ('line' in block) return block.line.map(inlineText).join('');
  if ('heading' in block) return block.heading.map(inlineText).join('');
  if ('small' in block) return block.small.map(inlineText).join('');
  if ('said' in block) return `“${tidy(block.said).trim()}”`;
  if ('rule' in block) return '--------';
  if ('quote' in block) {
    const lines = tidy(block.quote).trim().split('\n');
    return lines.map((line) => `> ${line}`.trimEnd()).join('\n');
  }
  return block.buttons.map(({ label, url }) => `${label}: ${url.replace(/^tel:/, '')}`).join('\n');
}

function blockHtml(block: Block): string {
  if ('line' in block) return `<p class="ink" style="margin:0 0 14px">${block.line.map(inlineHtml).join('')}</p>`;
  if ('heading' in block) {
    return `<p class="ink" dir="auto" style="margin:0 0 6px;font-size:18px;line-height:1.4;font-weight:620">${block.heading.map(inlineHtml).join('')}</p>`;
  }
  if ('said' in block) {
    return `<p class="quiet" dir="auto" style="margin:0 0 16px;color:#6a645d">“${brokenLines(block.said.trim())}”</p>`;
  }
  if ('quote' in block) {
    return `<blockquote class="quiet edge" dir="auto" style="margin:18px 0 0;padding:0 0 0 12px;border:0 solid #ebe7e1;border-left-width:3px;color:#6a645d;font-size:13px">${brokenLines(block.quote.trim())}</blockquote>`;
  }
  if ('rule' in block) return '<hr class="edge" style="margin:20px 0;border:0 solid #ebe7e1;border-top-width:1px">';
  if ('small' in block) {
    return `<p class="quiet" style="margin:12px 0 0;color:#6a645d;font-size:13px">${block.small.map(inlineHtml).join('')}</p>`;
  }
  const links = block.buttons.filter((button) => isLink(button.url)).map(buttonHtml);
  return `<p style="margin:0 0 4px">${links.join('')}</p>`;
}

/** Blocks to a plain text and an HTML mail, 560 wide; everything foreign is escaped, links are only http, tel and mailto. */
export function layoutLetter(language: Language, subject: string, blocks: Block[]): Written {
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>` +
    `<style>:root{color-scheme:light dark}${darkLook}</style></head><body class="paper" style="margin:0;padding:0;background:#fbfaf7">` +
    '<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#fbfaf7"><tr><td align="center" style="padding:24px 12px">' +
    '<table role="presentation" class="card" width="560" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px;border-collapse:separate;background:#ffffff;border:1px solid #ebe7e1;border-radius:12px">' +
    `<tr><td class="ink" align="left" style="padding:26px 30px;font-family:${fonts};font-size:15px;line-height:1.55;color:#24201c;overflow-wrap:anywhere;word-break:break-word">` +
    `${blocks.map(blockHtml).join('')}</td></tr></table></td></tr></table></body></html>`;
  return { subject, text: `${blocks.map(blockText).filter(Boolean).join('\n\n')}\n`, html };
}
