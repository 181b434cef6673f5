import { html } from 'hono/html';
import type { Page, TeamFace } from './layout.ts';

const commands = `bin/baton token create \\
  --member priya@harbourplumbing.example \\
  --scopes read,write`;

/** Behind a set-up or sign-in link: the same for any token, because it does not look at it. For members, so it speaks English. */
export function linkPage(team: TeamFace | null): Page {
  const title = 'There is no screen to sign in to yet.';
  const body = html`<h1>${title}</h1>
<p class="lede">This version of Baton takes in enquiries, answers them and keeps the times. Signing in on a screen comes with a later one.</p>
<p class="muted">Opening this page has not used your link up. Until there are screens, the team works with its records by commands and by the API. Whoever runs Baton makes a key for that, with your own address:</p>
<pre class="foot"><code>${commands}</code></pre>
<p class="muted foot">What else can be done is told in <b>docs/operating.md</b>, and by <b>bin/baton help</b>.</p>`;
  return { language: 'en', title, team, body };
}
