import type { Language } from '../say-time.ts';
import type { Inline } from './letter-layout.ts';
import { letterTexts } from './texts.ts';

/** The three ways a team can say when the person will hear (PRODUCT.md 9.1). */
export type HearStyle = 'exact' | 'usual' | 'next-step';
type HearFacts = {
  language: Language;
  style: HearStyle;
  /** The time, said with its preposition ("by 10:00 on Monday 23 November"); null when there is none to name, or it has passed. */
  by: string | null;
  /** Only where the team shows its names. */
  ownerName?: string | null;
};

/** The one sentence that says when they hear; the same in the mail and on the pages. */
export function hearBy({ language, style, by, ownerName }: HearFacts): Inline[] {
  const texts = letterTexts[language];
  if (style === 'usual') return texts.hearUsually;
  if (style === 'next-step') return texts.hearNextStep;
  if (by === null) return texts.hear;
  return ownerName ? texts.hearExactlyFrom(ownerName, by) : texts.hearExactly(by);
}
