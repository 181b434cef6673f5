import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout, webUrl } from './layout.ts';
import { type MessagePageFacts, messagePage } from './message-page.ts';

const facts: MessagePageFacts = {
  language: 'en',
  team: { name: 'Seaside Heating', phone: '01273 496 0100' },
  matter: { is: 'not-found' },
};
const shown = (more: Partial<MessagePageFacts> = {}): string => layout(messagePage({ ...facts, ...more }), 'b{}');
const kept = {
  action: '/f/website',
  stamp: 'fresh',
  message: 'my </textarea> words',
  fields: { name: 'Martin', 'roof "kind"': 'flat', message: 'no', _stamp: 'old' },
  hadFiles: true,
};

test('what was typed is kept and can be sent again, with everything beside it', () => {
  for (const matter of [{ is: 'too-often' }, { is: 'own-trouble' }] as const) {
    const page = shown({ matter, kept });
    assert.match(page, /<textarea[^>]*>\nmy &lt;\/textarea&gt; words<\/textarea>/);
    assert.match(page, /type="hidden" name="name" value="Martin"/);
    assert.match(page, /name="roof &quot;kind&quot;" value="flat"/);
    assert.match(page, /Send again/);
    assert.match(page, /Please choose your photos again/);
    assert.doesNotMatch(page, /value="old"|value="no"/);
    assert.match(page, /You can also call <a href="tel:/);
  }
});

test('trouble with nothing typed does not speak of a message', () => {
  assert.doesNotMatch(shown({ matter: { is: 'own-trouble' } }), /message, so it is not sent/);
});

test('"too often" says how long to wait', () => {
  assert.match(shown({ matter: { is: 'too-often', wait: '20 seconds' } }), /again in 20 seconds\./);
});

test('before a team is set up the page shows the command that does it', () => {
  const page = shown({ team: null, matter: { is: 'no-team' } });
  assert.match(page, /bin\/baton setup --team &quot;Harbour Plumbing&quot;/);
  assert.match(page, /<title>Baton is running, but no team is set up yet\.<\/title>/);
});

test('no page that only says something is listed by search machines', () => {
  for (const is of ['not-found', 'expired', 'not-allowed', 'too-often', 'too-large', 'not-understood', 'own-trouble'] as const)
    assert.match(shown({ matter: { is } }), /noindex/);
});

test('the style stands in the page unchanged, so that its hash holds', () => {
  const css = 'a > b::before { content: "<&" }\n';
  assert.equal(layout(messagePage(facts), css).split('<style>')[1]?.split('</style>')[0], css);
});

test('a team’s colour and logo are shown only when they are a colour and an address, and never as a style', () => {
  const face = (color: string, logoUrl: string): string => shown({ team: { name: 'X', color, logoUrl } });
  assert.match(face('#0a7b55', '/files/logo'), /fill="#0a7b55".*<img src="\/files\/logo" alt="">/s);
  assert.doesNotMatch(face('red"><script>', 'javascript:alert(1)'), /<svg|<img|<script/);
  assert.doesNotMatch(face('#0a7b55', '//evil.example/x'), /evil/);
  assert.doesNotMatch(face('#0a7b55', '/files/logo'), /style=/);
});

test('only http and https are web addresses', () => {
  assert.equal(webUrl('https://x.example'), 'https://x.example');
  for (const url of ['javascript:alert(1)', ' https://x.example', '/x', '', null]) assert.equal(webUrl(url), '');
});
