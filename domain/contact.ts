import { type CountryCode, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { oneLine } from './well-formed.ts';

export type Point = { kind: 'email' | 'phone' | 'handle'; value: string };

const atom = '[^\\s\\p{C}()<>\\[\\]\\\\,;:"@.]+';
const address = new RegExp(
  `^${atom}(?:\\.${atom})*@(?=[^@]*\\.)[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}.-]*[\\p{L}\\p{M}\\p{N}])?$`,
  'u',
);
const utf8 = new TextEncoder();
const octets = (text: string) => (/^\p{ASCII}*$/u.test(text) ? text.length : utf8.encode(text).length);

/** The address as it is compared and kept, in lower case throughout, or null. Lengths: RFC 5321 section 4.5.3.1. */
export function emailPoint(text: string): string | null {
  if (text.length > 2_000 || !text.includes('@')) return null;
  const bare = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  const email = oneLine(
    bare
      .trim()
      .replace(/^mailto:/i, '')
      .replace(/\?.*$/s, ''),
    2_000,
  )
    .replace(/^["'(<\s]+|["')>\s.,;:!]+$/g, '')
    .toLowerCase();
  if (!address.test(email)) return null;
  const at = email.lastIndexOf('@');
  const labels = email.slice(at + 1).split('.');
  const named = labels.every((label) => label !== '' && octets(label) <= 63 && !label.startsWith('-') && !label.endsWith('-'));
  const isNumeric = /^\d+$/.test(labels.at(-1)!);
  return named && !isNumeric && octets(email.slice(0, at)) <= 64 && octets(email) <= 254 ? email : null;
}

// National numbers that cost the caller or are no person's, by calling code; the small metadata does not know them all.
const premium: Record<string, RegExp> = {
  '1': /^(?:900|976)/,
  '31': /^90[069]/,
  '32': /^90/,
  '33': /^89/,
  '34': /^(?:80[3679]|90[57])/,
  '351': /^(?:6[0-46-9]|76)/,
  '353': /^15/,
  '39': /^(?:89|14[48]|16[46]|199)/,
  '41': /^90[016]/,
  '43': /^9[03]/,
  '44': /^9/,
  '45': /^90/,
  '48': /^70/,
  '49': /^(?:900|190|137|118)/,
  '61': /^19/,
  '64': /^900/,
};

function parsePhone(text: string, region: string) {
  const country = isSupportedCountry(region) ? region : undefined;
  const number = parsePhoneNumberFromString(text, country as CountryCode | undefined);
  if (!number?.isPossible()) return null;
  const national = String(number.nationalNumber);
  // A national number that still begins with 0 is real in a few countries only, elsewhere it is a number typed too short.
  if (national.length < 6 || (national.startsWith('0') && !number.isValid())) return null;
  return premium[number.countryCallingCode]?.test(national) ? null : number;
}

function readPhone(text: string, region: string): string | null {
  const typed = oneLine(text, 120)
    .replace(/^(?:tel|phone|sms|whatsapp|callto|p|t|m)\s*[.:]\s*/i, '')
    .replace(/^\+?\s*00\s*(?=[1-9])/, '+');
  if ((typed.match(/\p{Nd}/gu)?.length ?? 0) < 6) return null;
  const whole = parsePhone(typed, region) ?? parsePhone(typed.replace(/^\+\s*(?=0)/, ''), region);
  if (whole) return whole.number;
  for (const part of typed.split(/[/;,|]|\s(?:or|and|oder|und|ou|o)\s/i)) {
    const one = part.length < typed.length ? parsePhone(part, region) : null;
    if (one) return one.number;
  }
  return null;
}

/** A door reads a number, and whoever looks for its person reads it again: the last ones are remembered. */
function remembering(read: typeof readPhone, most: number): typeof readPhone {
  const known = new Map<string, string | null>();
  return (text, region) => {
    if (text.length > 120) return read(text, region);
    const key = `${region} ${text}`;
    let number = known.get(key);
    if (number !== undefined) return number;
    number = read(text, region);
    if (known.size >= most) known.clear();
    known.set(key, number);
    return number;
  };
}

/** The number in E.164 form, or null where there is no possible one; `region` (ISO 3166) reads numbers without a prefix. Dear: about 20 µs. */
export const phonePoint = remembering(readPhone, 1_000);

/** Whether it can be rung: what is kept of a number may also be what somebody typed as one. */
export const isPhone = (kept: string | null): kept is string => kept !== null && phonePoint(kept, '') === kept;

/** The way people write it: national within one's own country (or calling code), else international. */
export function sayPhone(e164: string, region: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  const isOwn = isSupportedCountry(region) && getCountryCallingCode(region) === number.countryCallingCode;
  return isOwn ? number.formatNational() : number.formatInternational();
}

type Reachable = { email?: string; phone?: string; handle?: string };

/** Every way the person can be reached, normalised, each once; a number typed into the email field counts and the reverse. */
export function pointsOf(sender: Reachable, region: string): Point[] {
  const points = new Map<string, Point>();
  const add = (kind: Point['kind'], value: string | null) => {
    if (value) points.set(`${kind} ${value}`, { kind, value });
  };
  for (const typed of [sender.email, sender.phone]) {
    if (!typed) continue;
    if (typed.includes('@')) for (const one of typed.split(/[,;]|:::/).slice(0, 10)) add('email', emailPoint(one));
    else for (const one of typed.split(/[;|]|:::/).slice(0, 10)) add('phone', phonePoint(one, region));
  }
  if (sender.handle) add('handle', oneLine(sender.handle));
  return [...points.values()];
}

const suffix = /^(?:jr|sr|ii|iii|iv|md|phd|dds|esq|mba|ltd|limited|llp|llc|inc|gmbh|ag|kg|co|sarl|srl|bv|sp\. z o\.o)\.?$/i;
const quotes = /^(["'“„‚‘«»`])(.+)["'”“‘’»«`]$/u;
const severalOrFirm = /[&+/\d]|\b(?:and|und|et|y|ltd|limited|llp|llc|inc|plc|gmbh|ag|kg|co|group|team|family|familie)\b/i;

/** "Hall, Jane" said as "Jane Hall"; a firm, several people or a long tail stay as they are. */
function forwards(name: string): string {
  const parts = name.split(',').map((part) => part.trim());
  const tails = parts.filter((part) => suffix.test(part));
  const [last, first, ...more] = parts.filter((part) => part !== '' && !suffix.test(part));
  if (!last || !first || more.length > 0 || severalOrFirm.test(`${last} ${first}`)) return name;
  if (last.split(' ').length > 3 || first.split(' ').length > 3) return name;
  return [first, last, ...tails].join(' ');
}

/**
 * The name as a person would write it on an envelope, or null where none was given. Tags, quotes around it, "via …" and an
 * address in place of a name are taken off; the letters stay as typed. At most 120 characters.
 */
export function personName(text: string): string | null {
  let name = oneLine(text, 1_000)
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#0?39|apos);/gi, "'")
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&')
    .replace(/[<>]/g, '')
    .replace(/(\S)\s+\(?(?:via|über)\s+\S.*$/iu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  name = (quotes.exec(name)?.[2] ?? name).replace(/^[\s,;:|*]+|[\s,;:|*]+$/g, '');
  if (/^\S+@\S+$/.test(name) || /^(?:\(empty\)|n\/a|undefined)$/i.test(name) || /^[\p{P}\p{Z}]*$/u.test(name)) return null;
  return oneLine(forwards(name), 120);
}

const title = /^(?:mrs?|ms|miss|mx|sir|lady|lord|rev|frau|herr|hr|fr|mme|mlle|m|sig|sig\.ra|sr|sra|pan|pani|dhr|mevr)\.?$/i;
const degree = /^(?:dr|prof|professor|doctor|ing|dipl\.?-ing|mag)\.?$/i;

/**
 * How a letter greets: the first name, but "Mrs Hall" and "Dr. Weber" where a title was given, and the whole name where no
 * first name can be told (initials, firms, several people, scripts that put the family name first).
 */
export function firstName(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first = ''] = words;
  const titles = words.findIndex((word) => !title.test(word) && !degree.test(word));
  if (severalOrFirm.test(name) || words.length === 1 || titles === -1) return name.trim();
  if (titles > 0) {
    const tail = suffix.test(words.at(-1)!) && words.length > titles + 1 ? words.at(-2)! : words.at(-1)!;
    const particles = words
      .slice(titles, words.lastIndexOf(tail))
      .filter((word) => /^(?:van|von|de|der|den|del|la|zu|di|da|ter)$/i.test(word));
    return [...words.slice(0, titles), ...particles, tail].join(' ');
  }
  const isPlain = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}'’-]{2,}$/u.test(first);
  return isPlain && !/^(?:van|von|de|der|den|del|la|zu|di|da|ter|the)$/i.test(first) ? first : name.trim();
}
