import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cut, manyLines, oneLine, wellFormed } from './well-formed.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const withHalves = fc
  .array(fc.oneof(anyText, fc.constantFrom('\ud800', '\udc00', '\0', '\r\n', '\u202e', 'e\u0301', '😀')))
  .map((parts) => parts.join(''));

test('a lone half of a character becomes the replacement mark, NUL goes, accents are composed', () => {
  assert.equal(wellFormed('a\ud83dz'), 'a\ufffdz');
  assert.equal(wellFormed('a\0b'), 'ab');
  assert.equal(wellFormed('Rene\u0301e'), 'Ren\u00e9e');
});

test('any text comes out well-formed and free of NUL, and twice is the same as once', () => {
  fc.assert(
    fc.property(withHalves, (text) => {
      for (const clean of [wellFormed, oneLine, manyLines]) {
        const once = clean(text);
        assert.ok(once.isWellFormed() && !once.includes('\0'));
        assert.equal(clean(once), once);
      }
    }),
    { numRuns: 300 },
  );
});

test('a name cannot carry a second line or turn the reading direction', () => {
  assert.equal(oneLine(' Eve\r\nBcc: all@example.com '), 'Eve Bcc: all@example.com');
  assert.equal(oneLine('Eve\u202egpj.exe\u2069'), 'Evegpj.exe');
  assert.equal(oneLine('a\u2028b\u0085c\td'), 'a b c d');
});

test('message text keeps its lines, with plain ends and without other control characters', () => {
  assert.equal(manyLines('one\r\ntwo\rthree\u2028four\tfive\u001b[31m\n'), 'one\ntwo\nthree\nfour\tfive[31m');
});

test('cutting never leaves half a character and says that it cut', () => {
  assert.equal(cut('abc', 3), 'abc');
  assert.equal(cut('abcd', 3), 'ab…');
  assert.equal(cut('a😀b', 3), 'a…');
  assert.equal(cut('abc', 0), '');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), fc.nat(60), (text, max) => {
      const short = cut(text.toWellFormed(), max);
      assert.ok(short.length <= max && short.isWellFormed());
    }),
  );
});
