import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode-text.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));

test('text without a label is UTF-8 where it can be, else windows-1252', () => {
  assert.equal(decodeText(utf8('café 李雷')), 'café 李雷');
  assert.equal(decodeText(latin1('caf\xe9 \x80')), 'café €');
  assert.equal(decodeText(utf8('\ufeffname')), 'name');
});

test('UTF-16 is told by its mark or its empty halves', () => {
  assert.equal(decodeText(utf16('\ufeff{"a":1}')), '{"a":1}');
  assert.equal(decodeText(utf16('{"a":"é"}')), '{"a":"é"}');
  assert.equal(decodeText(utf16('{"a":1}').reverse()), '}1:"a"{');
});

test('a label counts unless the bytes contradict it or nobody knows it', () => {
  assert.equal(decodeText(latin1('\xb3'), 'iso-8859-2'), 'ł');
  assert.equal(decodeText(new Uint8Array([0x93, 0xfa]), 'shift_jis'), '日');
  assert.equal(decodeText(utf8('café'), 'iso-8859-1'), 'café');
  assert.equal(decodeText(latin1('caf\xe9'), 'utf-8'), 'café');
  assert.equal(decodeText(latin1('caf\xe9'), 'x-unheard-of'), 'café');
});

test('UTF-8 cut in the middle of a character keeps the accents that are whole', () => {
  assert.equal(decodeText(utf8('Renée, café é').subarray(0, -1)), 'Renée, café \ufffd');
});
