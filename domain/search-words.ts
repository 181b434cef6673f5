import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { phonePoint } from './contact.ts';

const longest = 60;
const mostWords = 2_000;
const mostAsked = 12;
const mostText = 50_000;
const mostNumbers = 20;

/** Marks off, lower case: "José" and "JOSE" are one word. ß is two letters, because people type both. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

const letters = /[\p{L}\p{N}]+/gu;
// Groups of digits that belong together: a number to dial, a date, an order number.
const run = /(?<![\p{L}\p{N}])[+(]?\d[\d\s().\-/\u00a0\u2010-\u2013]{4,30}\d(?![\p{L}\p{N}])/gu;

const digitsOf = (typed: string): string => typed.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^00/, '');

const wordsIn = (text: string): string[] =>
  (plain(text).match(letters) ?? []).map((word) => word.slice(0, longest).replace(/[\ud800-\udbff]$/, ''));

/** A telephone number as anybody may type it: with its country, as dialled at home, without the leading 0, its last six. */
function phoneWords(e164: string): string[] {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return [];
  const national = String(number.nationalNumber);
  const dialled = number.formatNational().replace(/\D/g, '');
  return [e164.slice(1), dialled, national, national.slice(-6)];
}

/**
 * The words by which a text is found, each once. `phones` are E.164 numbers; those inside the text are read as dialled in
 * `region` (ISO 3166).
 */
export function searchWords(texts: readonly (string | null)[], phones: readonly string[], region: string): string[] {
  const found = new Set<string>(phones.flatMap(phoneWords));
  let room = mostText;
  for (const text of texts) {
    if (!text || room <= 0) continue;
    const read = text.slice(0, room);
    room -= read.length;
    let numbers = mostNumbers;
    for (const [typed] of read.matchAll(run)) {
      if (numbers-- <= 0) break;
      found.add(digitsOf(typed).slice(0, longest));
      const e164 = digitsOf(typed).length >= 9 ? phonePoint(typed, region) : null;
      if (e164) for (const word of phoneWords(e164)) found.add(word);
    }
    for (const word of wordsIn(read)) found.add(word);
  }
  return [...found].slice(0, mostWords);
}

/** The words somebody asks for: each must begin a stored one. Digits typed in groups are one word. At most twelve. */
export function askedWords(asked: string): string[] {
  const whole = asked.slice(0, 500).replace(run, (typed) => ` ${digitsOf(typed)} `);
  return [...new Set(wordsIn(whole))].slice(0, mostAsked);
}
