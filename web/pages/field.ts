import { html } from 'hono/html';
import type { Html } from './layout.ts';

export type Field = {
  name: string;
  label: string;
  /** Quiet words beside the label. */
  aside?: string;
  value: string;
  wrong?: string;
  type?: 'text' | 'email' | 'tel';
  autocomplete?: string;
  maxlength?: number;
  lines?: 'many' | 'few';
  required?: boolean;
};

/** One labelled input or textarea with what is wrong with it, tied together for screen readers. */
export function field(facts: Field): Html {
  const { name, label, aside, value, wrong, type = 'text', autocomplete, maxlength, lines, required } = facts;
  const invalid = wrong ? html` aria-invalid="true" aria-describedby="${name}-wrong"` : '';
  const limits = html`${maxlength ? html` maxlength="${maxlength}"` : ''}${required ? html` required` : ''}`;
  // The line break after <textarea> is dropped by the parser; without it a first empty line of theirs would be.
  const control = lines
    ? html`<textarea class="input${lines === 'few' ? ' short' : ''}" id="${name}" name="${name}" dir="auto"${limits}${invalid}>
${value}</textarea>`
    : html`<input class="input" id="${name}" name="${name}" type="${type}" value="${value}"${autocomplete ? html` autocomplete="${autocomplete}"` : ''}${limits}${invalid}>`;
  return html`<div class="field"><label for="${name}">${label}${aside ? html` <i>${aside}</i>` : ''}</label>${control}${wrong ? html`<p class="wrong" id="${name}-wrong">${wrong}</p>` : ''}</div>`;
}

/** Photos and files: the whole line opens the choice, the browser says what was chosen. */
export function fileField(label: string, { wrong, note }: { wrong?: string; note?: string } = {}): Html {
  const described = wrong || note ? html` aria-describedby="files-said"` : '';
  const said = [wrong, note].filter(Boolean).join(' ');
  return html`<label class="file"><span><span aria-hidden="true">+ </span>${label}</span><input type="file" id="files" name="files" multiple accept="image/*,application/pdf"${described}></label>${said ? html`<p class="${wrong ? 'wrong' : 'note'}" id="files-said">${said}</p>` : ''}`;
}
