import type { Language } from '../say-time.ts';
import { callName } from './call-name.ts';
import { cannotWait, type Numbers } from './cannot-wait.ts';
import { type HearStyle, hearBy } from './hear-by.ts';
import { type Block, layoutLetter, type Written } from './letter-layout.ts';
import { oneLine, shorten } from './one-line.ts';
import { ownWords } from './own-words.ts';
import { letterTexts } from './texts.ts';

export type AcknowledgementFacts = {
  language: Language;
  team: { name: string } & Numbers;
  name?: string | null;
  asked: string;
  /** The subject of their own mail, if they wrote one: better words for ours than the first line of the text. */
  about?: string | null;
  style: HearStyle;
  /** `by` of say-time.ts ("by 10:00 on Monday 23 November"), still to come when the mail goes; null names no time. */
  answerBy: { by: string } | null;
  ownerName?: string | null;
  pageUrl: string;
  /** We had a message of theirs in this matter already. */
  second: boolean;
};

/** How much of a message is read back to its sender; the page shows all of it. */
const quoted = 2000;

/** The one mail that says we have their message and when they hear. */
export function acknowledgement(facts: AcknowledgementFacts): Written {
  const { language, team, style, answerBy, ownerName } = facts;
  const texts = letterTexts[language];
  const words = ownWords(facts.about?.trim() || facts.asked);
  const opening = texts.yourMessage(shorten(oneLine(team.name), 60));
  const urgent = cannotWait(language, team);
  const blocks: Block[] = [
    { line: [texts.thanks(callName(facts.name, language))] },
    {
      line: [
        facts.second ? texts.haveItToo : texts.haveIt,
        ' ',
        ...hearBy({ language, style, by: answerBy?.by ?? null, ownerName }),
      ],
    },
    ...(urgent ? [{ line: urgent }] : []),
    { line: texts.seeOrAdd(facts.pageUrl) },
    ...(facts.asked.trim() ? [{ quote: shorten(facts.asked.trim(), quoted) }] : []),
  ];
  return layoutLetter(language, words ? `${opening}: ${words}` : opening, blocks);
}
