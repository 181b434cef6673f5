import { callName } from './call-name.ts';
import { layoutLetter, type Written } from './letter-layout.ts';

export type SignInLinkFacts = {
  name?: string | null;
  team: { name: string };
  url: string;
  /** How long the link works, already said ("15 minutes"). */
  worksFor: string;
};

/** The link that signs a member in. */
export function signInLink({ name, team, url, worksFor }: SignInLinkFacts): Written {
  const called = callName(name, 'en');
  return layoutLetter('en', 'Your link to sign in to Baton', [
    { line: [called ? `Hello ${called},` : 'Hello,'] },
    { line: [`this link signs you in to Baton for ${team.name}. It works for `, { strong: worksFor }, '.'] },
    { buttons: [{ label: 'Sign in', url }] },
    { small: ['If the button does nothing, copy this into your browser: ', { link: url, url }] },
    { small: ['You did not ask for it? Then leave this mail alone: without the link nobody gets in.'] },
  ]);
}
