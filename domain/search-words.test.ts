import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { askedWords, searchWords } from './search-words.ts';

const finds = (asked: string, texts: string[], phones: string[] = []): boolean => {
  const stored = searchWords(texts, phones, 'GB');
  return askedWords(asked).every((word) => stored.some((one) => one.startsWith(word)));
};

test('a name is found without its marks and in any case', () => {
  for (const asked of ['jose', 'José', 'JOSÉ mü', 'muller', 'Straße', 'strasse'])
    assert.ok(finds(asked, ['José Müller, Hauptstraße 3, Straße']), asked);
  assert.ok(!finds('jane', ['José Müller']));
});

test('a telephone number is found however it is typed', () => {
  for (const asked of [
    '+44 7700 900123',
    '0044 7700 900123',
    '+44 (0)7700 900 123',
    '07700 900123',
    '07700900',
    '7700 900 123',
    '900123',
    '900 123',
  ])
    assert.ok(finds(asked, [], ['+447700900123']), asked);
  assert.ok(!finds('900124', [], ['+447700900123']));
});

test('a number inside a text is found like one of the contact', () =>
  assert.ok(finds('+447700900123', ['Please ring me on 07700 900123 after five'])));

test('a date and a part of an address are found as they were typed', () => {
  assert.ok(finds('20.11.2026', ['We met on 20.11.2026 at your place']));
  assert.ok(finds('martin@reid', ['Martin.Reid@reid.example martin@reid.example']));
  assert.ok(finds('#1042', ['1042']));
});

test('asking for signs alone asks for nothing', () => assert.deepEqual(askedWords('?! -- «»'), []));

test('words hold nothing but letters and digits, so that no search language can be typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const word of [...askedWords(text), ...searchWords([text], [], 'GB')]) assert.match(word, /^[\p{L}\p{N}]+$/u);
    }),
  );
});

test('every word of a text finds it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 8 }), (parts) => {
      const text = parts.join(' ');
      for (const word of askedWords(text)) assert.ok(finds(word, [text]), word);
    }),
  );
});
