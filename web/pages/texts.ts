import type { Language } from '#domain/say-time.ts';
import { pageTextsDe } from './texts-de.ts';
import { pageTextsEn } from './texts-en.ts';

export type PageTexts = typeof pageTextsEn;

/** What the public pages say, by language. */
export const pageTexts: Record<Language, PageTexts> = { en: pageTextsEn, de: pageTextsDe };
