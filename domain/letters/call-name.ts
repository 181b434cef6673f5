import type { Language } from '../say-time.ts';
import { oneLine } from './one-line.ts';

const title = /^(mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|rev|the|family|herr|frau|familie|fam|firma|dipl)\b/i;
const company = /&|\b(ltd|limited|llp|llc|inc|plc|gmbh|ag|kg|ohg|ug|gbr|co|e\.?v)\b\.?/i;

// A name field is open to everybody and is printed in mail that we send: what may be an address, a link or a trick is no name.
const noName = /[\d@/\\:<>{}[\]|=*#"“”]|www\.|\.(com|net|org|ru|de|uk)\b/i;

/**
 * What to call somebody in a greeting, or '' when the name is not one to greet with: the first name in English, the whole
 * name in German, because it is written with Sie and we know neither he nor she.
 */
export function callName(name: string | null | undefined, language: Language): string {
  const line = oneLine(name ?? '').replace(/[.,;\s]+$/, '');
  if (!line || noName.test(line)) return '';
  const [family, given, ...more] = line.split(/\s*,\s*/);
  const whole = given && family && more.length === 0 ? `${given} ${family}` : line;
  const first = whole.split(' ', 1)[0] ?? '';
  const plain = language === 'en' && /^[\p{L}\p{M}'’-]{2,}$/u.test(first) && !title.test(whole) && !company.test(whole);
  const called = plain ? first : whole;
  return called.length <= (language === 'en' ? 40 : 60) ? called : '';
}
