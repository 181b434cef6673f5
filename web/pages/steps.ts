import { html } from 'hono/html';
import type { Html } from './layout.ts';

export type Step = { what: string; when: string; past: boolean };

/** Where an enquiry stands, oldest first; the words say it, the colour only repeats it. */
export const steps = (list: Step[], label: string): Html =>
  html`<ol class="steps" role="list" aria-label="${label}">${list.map(({ what, when, past }) => html`<li${past ? html` class="past"` : ''}><b>${what}</b><span>${when}</span></li>`)}</ol>`;
