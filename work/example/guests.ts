import type { Chance } from './chance.ts';
import { companies, firstNames, germanNames, lastNames } from './words/people.ts';

/** Somebody who asks; a real one leaves out this or that. */
export type Guest = {
  name: string;
  /** As one speaks to them: "Beth", "Mr Lim". */
  called: string;
  company?: string;
  email?: string;
  phone?: string;
  language?: 'de';
};

export type Guests = {
  somebody(): Guest;
  fromBusiness(): Guest;
  german(): Guest;
  /** Somebody who was here months ago and comes again, if there is one. */
  again(at: number): Guest | undefined;
  remember(guest: Guest, at: number): void;
};

/** Numbers that Ofcom keeps for made-up people: 07700 900000 to 900999 and 01632 960000 to 960999. */
const mobile = (n: number): string => `07700 900${String(n).padStart(3, '0')}`;
const landline = (n: number): string => `01632 960${String(n).padStart(3, '0')}`;
/** The people with a name of their own in the last days have these. */
const kept: ReadonlySet<number> = new Set([112, 118, 201, 231, 312, 333, 377, 418, 455, 640, 702, 811, 826, 839, 844]);

const longAgo = 150 * 86_400_000;

const hosts = ['post.example', 'inbox.example', 'mailbox.example', 'letters.example'] as const;

export function guestsOf(chance: Chance): Guests {
  const first = chance.deck(firstNames);
  const last = chance.deck(lastNames);
  const firm = chance.deck(companies);
  const germanName = chance.deck(germanNames);
  const numbers = Array.from({ length: 1_000 }, (_, n) => n).filter((n) => !kept.has(n));
  const [number, line] = [chance.deck(numbers), chance.deck(numbers)];
  const known: { guest: Guest; at: number }[] = [];
  const phone = () => (chance.odds(0.85) ? mobile(number()) : landline(line()));
  const named = (name: string): Guest => ({
    name,
    called: name.split(' ')[0]!,
    ...(chance.odds(0.86)
      ? { email: `${plain(name)}@${chance.pick(hosts)}`, ...(chance.odds(0.72) ? { phone: phone() } : {}) }
      : { phone: phone() }),
  });
  return {
    somebody: () => named(`${first()} ${last()}`),
    fromBusiness() {
      const [name, company] = [`${first()} ${last()}`, firm()];
      return {
        name,
        called: name.split(' ')[0]!,
        company,
        email: `${plain(name.split(' ')[0]!)}@${plain(company).replaceAll('.', '')}.example`,
        phone: phone(),
      };
    },
    german() {
      const name = germanName();
      return { name, called: name, email: `${plain(name)}@briefkasten.example`, language: 'de' };
    },
    again(at) {
      const [oldest] = known;
      if (!oldest || at - oldest.at < longAgo || !chance.odds(0.12)) return undefined;
      return known.splice(chance.whole(0, Math.min(12, known.length - 1)), 1)[0]!.guest;
    },
    remember: (guest, at) => void known.push({ guest, at }),
  };
}

/** A name as it stands in an address. */
const plain = (name: string): string =>
  name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\s-]/g, '')
    .trim()
    .replace(/[\s-]+/g, '.');
