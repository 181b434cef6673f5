import { personName } from '#domain/contact.ts';
import { pointsInText } from '#domain/points-in-text.ts';
import type { Source } from '#domain/source.ts';
import { oneLine } from '#domain/well-formed.ts';
import type { Sender } from './channel.ts';

export type Note = { from: Sender; source?: Source; referredBy?: string; fields: Record<string, string> };

const ways: [RegExp, Source][] = [
  [/\bvoice ?mail\b|\bmailbox\b|anrufbeantworter/i, 'voicemail'],
  [/\bmissed (?:a )?call\b|verpasster anruf/i, 'missed-call'],
  [/\bwalk(?:ed)?[- ]?in\b|\bcame (?:in|by|to the)\b|\bpopped in\b|kam vorbei|im laden/i, 'walk-in'],
  [/\bwhats ?app\b/i, 'whatsapp'],
  [/\binsta(?:gram)?\b/i, 'instagram'],
  [/\bfacebook\b|\bmessenger\b/i, 'facebook'],
  [/\blinked ?in\b/i, 'linkedin'],
  [/\b(?:sms|texted)\b/i, 'sms'],
  [/\breferred by\b|\brecommended by\b|empfohlen von|\bempfehlung\b/i, 'referral'],
  [/\b(?:rang|called|phoned|(?:ring|call|phone)(?: \S+)? back)\b|\brief an\b|\brückruf\b|zurückrufen/i, 'phone'],
  [/\be-?mailed\b/i, 'email'],
];

// Words behind which a name is over, because the sentence goes on.
const goesOn =
  /^(?:from|at|of|in|on|no|nr|number|ring|rang|call|called|calls|phone|phoned|text|texted|email|emailed|re|about|regarding|wants?|would|wanted|needs?|needed|asked|asks|asking|has|had|is|was|says|said|came|popped|please|pls|with|for|who|back|tel|mob|mobile|von|aus|bei|ruft|rief|will|möchte|braucht|bittet|fragt|wegen|hat|ist|kam|bitte|tel\.|zurückrufen|rückruf|re:|-|–|\/|via|referred|recommended|a|ha|heeft|belde|vuole|veut|voudrait|quiere|wil)$/i;
const way =
  '(?:missed |new )?(?:call|voice ?mail|message|text|sms|e-?mail|whats ?app|insta(?:gram)?|facebook|messenger|linked ?in|enquiry|referral|walk[- ]?in)(?: message| msg| dm| call)?';
const deed = new RegExp(
  `^(?:please |pls |bitte )?(?:(?:existing|repeat|regular|old|new) (?:customer|client)|(?:stamm|neu)?kund(?:e|in)|rappeler|ring|rang|phone|mail|ask|spoke (?:to|with)|met|left (?:a )?message (?:for|with)|rückruf(?: an)?|anruf(?: von)?|${way})(?: back)?(?::| -| from| von)?\\s+(?=\\S)`,
  'i',
);
// Behind these a full stop ends no sentence.
const short = /^(?:mrs?|ms|dr|prof|hr|fr|frl|fam|sig|sra?|mme|mlle|dhr|mevr|ing|mag|st|\p{L})\.$/iu;
const day =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$|^(?:mo|di|mi|do|fr|sa|so)$|^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen)$/i;
const title =
  /^(?:mrs?|ms|miss|mx|sir|dr|prof|herrn?|frau|hr|fr|frl|fam|familie|family|mme|mlle|monsieur|madame|sig|sra?|señora?|pani?|dhr|mevr|meneer|mevrouw)\.?$/iu;
const noName =
  /(?<![\p{L}\p{N}])(?:a|an|the|to|for|my|our|some|someone|somebody|lady|man|woman|guy|bloke|chap|girl|boy|couple|neighbou?r|tenant|landlord|he|she|they|his|her|customer|client|name|ref|re|postcode|invoice|order|job|note|todo|tel|phone|mobile|email|fax|unknown|caller|private|number|withheld|anonym(?:ous)?|unbekannt|anrufer|home|office|mob|landline|am|um|ab|empfehlung|friend|today|yesterday|tomorrow|heute|gestern|urgent|new|old|left|missed|message|voice ?mail|text|sms|whats ?app|insta(?:gram)?|facebook|messenger|linked ?in|walk|boiler|leak\p{L}*|tap|sink|toilet|gutters?|drain\p{L}*|roof|kitchen|bath\p{L}*|shower|quote|estimate|price|broken|blocked|repair|burst|heating|water|door|window|fence|job|work|enquiry|question|query|hello|hi|hey|dear|thanks|thank|yes|ok|angebot|kunde|kundin|heizung|wasser|dringend|ein|eine|der|die|das|hallo|anfrage|i|we|you|it|this|there|can|could|do|how|when|where|what|ich|wir|sie|wie|wann|was|kann|können)(?![\p{L}\p{N}])/iu;

/**
 * What can be told from a line somebody jotted down: "bob from no 42 ring back re: gutters 07700900486 after 5" names Bob, a
 * number, where he is from and that he rang. Nothing is taken off the line; a guess that is unsure is not made.
 */
export function readNote(text: string, region: string): Note {
  const line = oneLine(text, 1_000);
  const from: Sender = pointsInText(text, region);
  const name = nameIn(withoutPoint(oneLine(text.split('\n', 1)[0]!, 1_000), from));
  if (name) from.name = name;
  const handle = /(?:^|\s)(@[\w.]{2,30})(?=[\s,;:!?]|$)/.exec(line)?.[1];
  if (handle) from.handle = handle;
  const source = ways.find(([words]) => words.test(line))?.[1];
  const sentBy = /\b(?:referred|recommended|sent|introduced) by\s+(.+)|\b(?:empfohlen|empfehlung) von\s+(.+)/i.exec(line);
  const referredBy = sentBy && nameIn((sentBy[1] ?? sentBy[2])!);
  const place = name ? placeIn(line.split(name, 2)[1] ?? '') : null;
  return { from, ...(source ? { source } : {}), ...(referredBy ? { referredBy } : {}), fields: place ? { From: place } : {} };
}

/** Some write the number first and the name behind it. */
function withoutPoint(line: string, { phone, email }: Sender): string {
  const point = [phone, email].find((one) => one && line.toLowerCase().startsWith(one.toLowerCase()));
  return point ? line.slice(point.length).replace(/^[\s,;:–-]+/, '') : line;
}

function nameIn(line: string): string | null {
  const start = line.replace(deed, '');
  const words: string[] = [];
  let isClosed = false;
  for (const word of start.split(' ')) {
    const bare = short.test(word) ? word : word.replace(/[,:;.)]+$/, '');
    isClosed = goesOn.test(bare) || /[\d@+(]/.test(word) || bare === '';
    if (isClosed || words.length === 5) break;
    words.push(bare);
    isClosed = /[,:;]$/.test(word) || (/\.$/.test(word) && !short.test(word));
    if (isClosed) break;
  }
  const isWhole = isClosed || start.split(' ').length <= 2;
  const said = [isWhole ? words : [], capitalised(words)].find(isName);
  return said ? personName(said.join(' ')) : null;
}

function isName(words: string[]): boolean {
  const areWords = words.every((word, place) => /^\p{L}[\p{L}\p{M}.'’-]*$/u.test(word) || (word === '&' && place > 0));
  if (words.length === 1 && day.test(words[0]!)) return false;
  const isTitled = words.length > 1 && title.test(words[0]!);
  return words.length > 0 && words.length <= 4 && areWords && (isTitled || !noName.test(words.join(' ')));
}

/** Without a word that ends it, only two or more capitalised words in a row are a name: "Anna Weber leaking tap". */
function capitalised(words: string[]): string[] {
  const end = words.findIndex((word) => !/^\p{Lu}\p{Ll}/u.test(word));
  const run = end < 0 ? words : words.slice(0, end);
  return run.length < 2 ? [] : run;
}

function placeIn(rest: string): string | null {
  const said = /^\s*\(?(?:from|of|aus|von)\s+(.{2,80})/i.exec(rest)?.[1];
  if (!said) return null;
  const words: string[] = [];
  for (const word of said.split(' ')) {
    const isNumberSign = /^(?:no|nr)\.?$/i.test(word);
    if ((!isNumberSign && goesOn.test(word)) || /\d{5}|@/.test(word) || words.length === 5) break;
    words.push(word.replace(/[,;:.)]+$/, ''));
    if (/[,;:.)]$/.test(word) && !isNumberSign) break;
  }
  return words.length > 0 ? words.join(' ') : null;
}
