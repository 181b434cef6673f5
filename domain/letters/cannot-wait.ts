import type { Language } from '../say-time.ts';
import type { Inline } from './letter-layout.ts';
import { telUrl } from './tel-url.ts';
import { letterTexts } from './texts.ts';

export type Numbers = { phone?: string | null; urgentPhone?: string | null };

/** A number as a link that dials it. */
export const phoneLink = (phone: string): Inline => ({ link: phone, url: telUrl(phone) });

/** "If it cannot wait, call …", or nothing when there is no number to call. */
export function cannotWait(language: Language, { phone, urgentPhone }: Numbers): Inline[] | null {
  const texts = letterTexts[language];
  if (phone && urgentPhone && phone !== urgentPhone) return texts.cannotWaitTwo(phoneLink(phone), phoneLink(urgentPhone));
  const number = phone || urgentPhone;
  return number ? texts.cannotWait(phoneLink(number)) : null;
}
