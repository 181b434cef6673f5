import { emailPoint, phonePoint } from './contact.ts';

const run = /[+(]?\d[\d\s().\-/\u00a0\u2010-\u2013]{6,30}\d/g;
const date = /^\(?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?![./-]?\d)/;

// Where national numbers are dialled without a 0 in front, what they look like.
const bareNumber: Record<string, RegExp> = {
  CA: /^\d{10}$/,
  US: /^\d{10}$/,
  CZ: /^[2-7]\d{8}$/,
  ES: /^[6-9]\d{8}$/,
  GR: /^[26]\d{9}$/,
  IT: /^3\d{8,9}$/,
  PL: /^[1-9]\d{8}$/,
  PT: /^[29]\d{8}$/,
};

/** Whether digits are a telephone number as people write one to be dialled, and no date and no count. */
export function isToBeDialled(typed: string, region: string): boolean {
  const digits = typed.replace(/\D/g, '');
  const isDialled = /^\(?[+0]/.test(typed) || bareNumber[region]?.test(digits);
  if (digits.length < 9 || digits.length > 17 || !isDialled || date.test(typed)) return false;
  return phonePoint(typed.replaceAll('/', ' '), region) !== null;
}

/** A number in a sentence may have others beside it ("no 42 07700 900486 5pm"), so every stretch of its groups is looked at. */
function phoneInRun(text: string, region: string): string | null {
  const groups = text.split(/\s+/).slice(0, 8);
  for (let length = groups.length; length > 0; length -= 1) {
    for (let start = 0; start + length <= groups.length; start += 1) {
      const typed = groups.slice(start, start + length).join(' ');
      if (isToBeDialled(typed, region)) return typed.replace(/[\s/]+$/, '');
    }
  }
  return null;
}

/** The first address and the first telephone number a sentence holds, as they were typed; only the first 4,000 characters are read. */
export function pointsInText(text: string, region: string): { email?: string; phone?: string } {
  const read = text.slice(0, 4_000);
  const found: { email?: string; phone?: string } = {};
  for (const word of read.split(/[\s<>()[\]"',;]+/)) {
    if (!word.includes('@')) continue;
    const email = emailPoint(word);
    if (email) {
      found.email = email;
      break;
    }
  }
  for (const [typed] of read.matchAll(run)) {
    // "07700/900828" is one number, "0117 496 0123/07700 900828" are two.
    const phone = [typed, ...typed.split('/')].map((part) => phoneInRun(part.trim(), region)).find(Boolean);
    if (phone) {
      found.phone = phone;
      break;
    }
  }
  return found;
}
