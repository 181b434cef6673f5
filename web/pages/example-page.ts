import { html } from 'hono/html';
import type { ExampleState } from '#work/example/example.ts';
import type { Html, Page } from './layout.ts';

type Facts = ExampleState | { is: 'link'; link: string } | { is: 'link-over' } | { is: 'gone' };

const title = 'The example business';

/** The way into the example business: how far its making is, or a button. It goes on by itself while it is being made. */
export const examplePage = (facts: Facts): Page => ({ language: 'en', title, team: null, body: body(facts) });

function body(facts: Facts): Html {
  if (facts.is === 'making') {
    const percent = Math.floor(facts.share * 100);
    return html`<h1>A year is being lived through</h1>
<p class="lede">Harbour Plumbing gets its calls, answers them, sends quotes and hears nothing back for a while. That takes about ten seconds; then it opens by itself.</p>
<p><progress max="100" value="${percent}" aria-label="How much of the year is there">${percent} %</progress></p>`;
  }
  if (facts.is === 'link-over')
    return html`<h1>This link leads no further</h1>
<p class="lede">It works once. A new one comes from <code>bin/baton example</code>.</p>`;
  if (facts.is === 'gone')
    return html`<h1>The example business is gone</h1>
<p class="lede">It was thrown away, here or in another tab. Nothing in it was real; your own team is as it was.</p>
<p><a class="button go" href="/">Back to my team</a></p>`;
  if (facts.is === 'failed')
    return html`<h1>It could not be made</h1>
<p class="lede">The example business is not there. The log of Baton says why; your own data is as it was.</p>
${enter('Try again', '')}`;
  return html`<h1>${title}</h1>
<p class="lede">Harbour Plumbing: four people, a year of enquiries, and a Friday afternoon on which somebody has waited too long. Nothing in it is real, nothing leaves, and it is thrown away in one tap.</p>
${enter('Open it', facts.is === 'link' ? facts.link : '')}`;
}

const enter = (words: string, link: string): Html =>
  html`<form method="post" action="/example-business">
${link ? html`<input type="hidden" name="link" value="${link}">` : ''}<button class="button go">${words}</button>
</form>`;
