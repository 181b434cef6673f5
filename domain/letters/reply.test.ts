import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply } from './reply.ts';

const facts = { language: 'en' as const, team: { name: 'Seaside Heating' }, subject: 'AW: RE: boiler' };

test('a reply keeps the member’s words and lines, and has "Re: " once', () => {
  const written = reply({
    ...facts,
    text: 'Hello Martin,\r\n\r\nTuesday at 8?\nAna',
    signature: 'Seaside Heating\n01273 496 0100',
  });
  assert.equal(written.subject, 'Re: boiler');
  assert.equal(written.text, 'Hello Martin,\n\nTuesday at 8?\nAna\n\n-- \nSeaside Heating\n01273 496 0100\n');
  assert.match(written.html, /<p[^>]*>Tuesday at 8\?<br>Ana<\/p>/);
});

test('an enquiry that did not come by mail is answered under the subject of its acknowledgement', () => {
  assert.equal(reply({ ...facts, subject: null, text: 'Yes.' }).subject, 'Re: Your message to Seaside Heating');
});

test('addresses in a reply are links, and nothing else in it is markup', () => {
  const { html } = reply({ ...facts, text: 'See https://x.example/a?b=1&c=<script>, or <b>call</b>.' });
  assert.match(html, /<a href="https:\/\/x\.example\/a\?b=1&amp;c=">/);
  assert.doesNotMatch(html, /<script|<b>/);
});
