import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutLetter } from './letter-layout.ts';
import { telUrl } from './tel-url.ts';

test('a link that is not http, tel or mailto stays plain words', () => {
  const { html } = layoutLetter('en', 'x', [
    { line: [{ link: 'look', url: 'javascript:alert(1)' }] },
    { buttons: [{ label: 'press', url: 'data:text/html,x' }] },
  ]);
  assert.doesNotMatch(html, /javascript:|data:|press/);
  assert.match(html, />look</);
});

test('text and HTML say the same, and every line of a quote is marked in the text', () => {
  const { text, html } = layoutLetter('en', 'x', [{ line: ['Ring ', { strong: 'today' }, '.'] }, { quote: 'one\r\n\r\ntwo <3' }]);
  assert.equal(text, 'Ring today.\n\n> one\n>\n> two <3\n');
  assert.match(html, /one<br><br>two &lt;3/);
});

test('a number dials as it is written, with its country, without its brackets and extension', () => {
  assert.equal(telUrl('01273 496 0100'), 'tel:012734960100');
  assert.equal(telUrl('+49 (0) 8761 4458-0'), 'tel:+49876144580');
  assert.equal(telUrl('01273 496 0100 ext 5'), 'tel:012734960100');
  assert.equal(telUrl('ask for Ben'), '');
  assert.equal(telUrl(null), '');
});
