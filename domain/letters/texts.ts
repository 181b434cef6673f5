import type { Language } from '../say-time.ts';
import { textsDe } from './texts-de.ts';
import { textsEn } from './texts-en.ts';

export type LetterTexts = typeof textsEn;

/** What our letters say to customers, by language. A time comes in already said, with its preposition ("by 10:00 on Monday", `by` of say-time.ts). */
export const letterTexts: Record<Language, LetterTexts> = { en: textsEn, de: textsDe };
