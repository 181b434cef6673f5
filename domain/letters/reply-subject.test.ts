import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bareSubject, replySubject } from './reply-subject.ts';

test('a reply says "Re: " once, whatever the mail programs before it wrote', () => {
  const seen = [
    'Roof repair',
    'Re: Roof repair',
    'RE: Re: re: Roof repair',
    'AW: WG: Roof repair',
    'SV: VS: Roof repair',
    'RV: TR : Roof repair',
    'Odp: Fwd: Roof repair',
    'VÁ: Roof repair',
    'Va\u0301: Roof repair',
    'YNT: İLT: Roof repair',
    'Antw: Roof repair',
    'Antw.: Roof repair',
    'RIF: R: I: Roof repair',
    'Re[2]: Roof repair',
    'RE (3): Roof repair',
    'Re^2: Roof repair',
    '回复：Roof repair',
    'Re\u00a0: Roof\r\n repair',
    '  re:Roof   repair  ',
  ];
  for (const subject of seen) assert.equal(replySubject(subject, ''), 'Re: Roof repair', subject);
});

test('words that only look like a prefix stay', () => {
  for (const subject of [
    'Reform: 2 rooms',
    'Trade: prices',
    'I need a quote: roof',
    'Area: kitchen',
    'R:12 size',
    'Award 2026',
    'Resin floor',
  ]) {
    assert.equal(bareSubject(subject), subject);
  }
});

test('an empty subject takes the words given for it', () => {
  assert.equal(replySubject('', ''), 'Re:');
  assert.equal(replySubject('Re: ', 'your enquiry'), 'Re: your enquiry');
});

test('a reply to a reply keeps its subject, and it is one line', () => {
  const subject = fc
    .array(fc.constantFrom('Re:', 'aw: ', 'Fwd :', 'WG:', 'I: ', '\r\n', ' ', 'roof', '[EXT] ', 'é', ':'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(subject, (text) => {
      const reply = replySubject(text, '');
      assert.equal(replySubject(reply, ''), reply);
      assert.equal(bareSubject(reply), bareSubject(text));
      assert.doesNotMatch(reply, /[\r\n]/);
    }),
  );
});
