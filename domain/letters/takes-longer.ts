import type { Language } from '../say-time.ts';
import { callName } from './call-name.ts';
import { cannotWait, type Numbers } from './cannot-wait.ts';
import { type Block, layoutLetter, type Written } from './letter-layout.ts';
import { oneLine, shorten } from './one-line.ts';
import { letterTexts } from './texts.ts';

type TakesLongerFacts = {
  language: Language;
  team: { name: string } & Numbers;
  name?: string | null;
  /** The new time ("by 15:00 on Monday 23 November"); null names none. The old one is never repeated: it may have passed. */
  by: string | null;
  ownerName?: string | null;
  /** A word of the member's own. */
  note?: string | null;
  pageUrl: string;
  asked: string;
};

/** Tells the customer that it takes longer, and until when. */
export function takesLonger(facts: TakesLongerFacts): Written {
  const { language, team, ownerName } = facts;
  const texts = letterTexts[language];
  const urgent = cannotWait(language, team);
  const nowHear = ownerName ? texts.nowHearFrom.bind(null, ownerName) : texts.nowHear;
  const blocks: Block[] = [
    { line: [texts.hello(callName(facts.name, language))] },
    { line: [texts.longer, ' ', ...(facts.by === null ? texts.notForgotten : nowHear(facts.by))] },
    ...(facts.note?.trim() ? [{ line: [facts.note.trim()] }] : []),
    ...(urgent ? [{ line: urgent }] : []),
    { line: texts.seeOrAdd(facts.pageUrl) },
    ...(facts.asked.trim() ? [{ quote: shorten(facts.asked.trim(), 2000) }] : []),
  ];
  return layoutLetter(language, texts.longerSubject(shorten(oneLine(team.name), 60)), blocks);
}
