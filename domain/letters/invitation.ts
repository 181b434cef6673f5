import type { Language } from '../say-time.ts';
import { callName } from './call-name.ts';
import { layoutLetter, type Written } from './letter-layout.ts';
import { oneLine } from './one-line.ts';
import { letterTexts } from './texts.ts';

type InvitationFacts = {
  language: Language;
  team: { name: string };
  name: string;
  /** Who invites, where that is known. */
  by: string | null;
  url: string;
  /** Already said ("Friday 27 November"). */
  until: string;
};

/** The link by which somebody comes in to the team. */
export function invitation({ language, team, name, by, url, until }: InvitationFacts): Written {
  const texts = letterTexts[language];
  return layoutLetter(language, oneLine(texts.invitedSubject(team.name)), [
    { line: [texts.hello(callName(name, language))] },
    { line: [texts.invited(by, team.name)] },
    { line: [texts.chooseSignIn] },
    { buttons: [{ label: texts.comeIn, url }] },
    { small: texts.worksOnce(until) },
    { small: [texts.ifNothingHappens, { link: url, url }] },
    { small: [texts.notExpected] },
  ]);
}
