import { phonePoint } from '#domain/contact.ts';
import { roleOf } from '#domain/labels.ts';
import type { Field } from './form-body.ts';

type Codes = { country?: string; area?: string };

const ofCountry = /^(?:(?:country|dial|dialling|calling|phone)[ _-]?code|phone[ _-]?prefix|l(?:ä|ae)ndervorwahl|landesvorwahl)$/i;
/** In a field for the country itself, bare digits are a shop's or the ISO's number of it. */
const inCountry = /(?:\+|^\s*00)\s?([1-9]\d{0,3})(?!\d)/;
const ofArea = /^(?:area[ _-]?code|vorwahl)$/i;

/** "q5_phone[area]" and "q5_phone.area" as the field they are in and what they are of it; "area" is in none. */
function placeOf(label: string): [within: string, name: string] {
  const nested = /^(.*)(?:\.([^.]*)|\[([^[\]]*)\])$/.exec(label);
  return nested ? [nested[1]!, nested[2] ?? nested[3]!] : ['', label];
}

function countryIn(name: string, value: string): string | undefined {
  if (/^country$/i.test(name)) return inCountry.exec(value)?.[1];
  return ofCountry.test(name) ? /(?:\+\s?|^\s*(?:00)?)([1-9]\d{0,3})(?!\d)/.exec(value)?.[1] : undefined;
}

function codesIn(fields: readonly Field[]): ReadonlyMap<string, Codes> {
  const all = new Map<string, Codes>();
  for (const [label, value] of fields) {
    const [within, name] = placeOf(label);
    const country = countryIn(name, value);
    // Where it is in no field for a number, an area is one of a town or of a floor.
    const area =
      ofArea.test(name) || (within !== '' && /^area$/i.test(name)) ? /^\s*\(?(\d{2,5})\)?\s*$/.exec(value)?.[1] : undefined;
    if (country ?? area) all.set(within, { ...all.get(within), ...(country ? { country } : {}), ...(area ? { area } : {}) });
  }
  return all;
}

/** The fields with the codes of country and area, where a form asks for them apart, put before the number they belong to. */
export function withCodes(fields: Field[], region: string): Field[] {
  const all = codesIn(fields);
  if (all.size === 0) return fields;
  return fields.map(([label, value]): Field => {
    const { country, area } = all.get(placeOf(label)[0]) ?? {};
    const number = value.trim();
    if (!(country ?? area) || /^(?:\+|00)|@/.test(number) || number.length < 4 || roleOf(label) !== 'phone')
      return [label, value];
    const whole = [country && `+${country}`, number.startsWith('0') ? '' : area, number].filter(Boolean).join(' ');
    return [label, phonePoint(whole, region) ? whole : value];
  });
}
