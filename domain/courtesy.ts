type Open = { weAskedSomething: boolean; quoteOut: boolean; hasAttachment: boolean };

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'iu');
const pleased =
  'ok|okay|great|perfect|lovely|super|brilliant|cool|wonderful|fantastic|fab|excellent|amazing|alright|top|prima|toll|klasse|wunderbar|spitze|hervorragend|sehr gut|sehr schön|alles klar';
const thanksEnglish = [
  `(?:(?:${pleased}) )?`,
  '(?:many |big |huge )?(?:thanks|thank you|thankyou|thx|ty|ta|cheers|(?:(?:much|really|greatly|very much) )?appreciated|(?:i |we )?(?:really |very much )?appreciate (?:it|that|your help))',
  '(?: (?:so much|very much|kindly|a lot|a million|a bunch|again|indeed|everyone|all|both|team|guys|mate))*',
  '(?: for (?:that|this|everything|letting (?:me|us) know|getting back(?: to (?:me|us))?|(?:all )?(?:the|your|such a|a)(?: (?:very|so|super|really))?(?: (?:quick|fast|prompt|kind|helpful|speedy|lovely|detailed|friendly))*(?: (?:reply|response|answer|help|message|email|words|information|info|advice|support|time|explanation))))?',
  '(?: (?:so much|again|everyone|all))?',
].join('');
const thanksGerman = [
  `(?:(?:${pleased}) )?`,
  '(?:(?:vielen|herzlichen|besten|lieben|tausend|schönen|ganz|lieben) )*(?:ich danke (?:ihnen|dir|euch)|wir danken (?:ihnen|dir|euch)|danke|dank|dankeschön|merci)',
  '(?: (?:sehr|schön|vielmals|nochmals?|ihnen|dir|euch|allen|dafür|auch))*',
  '(?: für (?:alles|(?:die|ihre|deine|eure|den|das|ihr)(?: (?:so|sehr|super))?(?: (?:schnelle|rasche|nette|freundliche|prompte|tolle|liebe|ausführliche)n?)*(?: (?:antwort|rückmeldung|hilfe|info|infos|information|informationen|nachricht|auskunft|mühe|unterstützung|beratung))))?',
].join('');
const kind =
  "(?:that's|thats|that is|that was|this is|you're|you are|it's|how|so|very)(?: (?:so|very|really|most|all|too))*(?: (?:kind|nice|helpful|lovely|sweet|great|wonderful|thoughtful|appreciated|brilliant|fantastic))(?: of (?:you|you all))?|(?:das ist|das war|ist|sie sind|du bist|ihr seid|wie|sehr|wirklich)(?: (?:so|sehr|wirklich|echt|ja|total))*(?: (?:nett|lieb|freundlich|hilfreich|super|toll|prima|klasse|aufmerksam))(?: von (?:ihnen|dir|euch))?";
const wishes =
  "have an? (?:very )?(?:nice|lovely|good|great|wonderful) (?:day|evening|afternoon|weekend|week|one)|you too|same to you|likewise|no worries|you're welcome|(?:ich wünsche |wünsche |wir wünschen )?(?:ihnen |dir |euch )?(?:auch |noch )?(?:einen? )?(?:schöne[sn]?|gute[sn]?) (?:tag|abend|nachmittag|woche|wochenende|feierabend)(?: noch)?|(?:ihnen|dir|euch) auch|gleichfalls|ebenfalls|gern geschehen|kein problem|got it|noted|understood|verstanden";
const core = whole(`(?:${pleased})(?: (?:${pleased}))?|${thanksEnglish}|${thanksGerman}|${kind}|${wishes}`);
const thanks = whole(`${thanksEnglish}|${thanksGerman}`);
const farewell = whole(
  '(?:kind|best|warm|kindest) (?:regards|wishes)|regards|best|all the best|yours(?: sincerely)?|(?:mit )?(?:viele|liebe|beste|freundliche|herzliche|schöne)[nr]? gr(?:ü|ue)(?:ß|ss)en?|lg|vg|mfg|alles gute',
);
const greeting = /^(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus)(?: \p{Lu}[\p{L}.'-]*){0,3}$/iu;
const named = /^(?:(?:Mrs?|Ms|Dr|Frau|Herr)\.? )?\p{Lu}[\p{Ll}'-]+(?: \p{Lu}[\p{Ll}'-]+)?$/u;
// Capitalised words that would otherwise pass for a name behind a thank-you.
const noName =
  /\b(?:\p{L}*day|\p{L}*tag|mittwoch|january|february|march|april|june|july|august|\p{L}*tober|\p{L}*ember|januar|februar|märz|juni|juli|noon|morning|tonight|tomorrow|morgen|heute|abend|mittag|accepted|cancel\p{L}*|stop|call|please|yes|no|not|but|help|wait|confirmed|agreed|absage|storno|termin|angenommen|zusage|bitte|ja|nein|doch|aber)\b/iu;
const smiles = /(?:[👍👌🙏😊🙂😀😃😄😁🤗❤♥💚💙🥰😍🎉✨🌸💐🤝👏](?:\p{Emoji_Modifier}|\ufe0f)*|(?<!\S)[:;]-?[)D](?!\S))/gu;

/**
 * Whether a message only says thank you, and so neither wakes a lead nor starts a clock. It is recognised by what it says, never
 * by being short: whatever holds a word that is not known here counts as a message.
 */
export function isCourtesy(text: string, { weAskedSomething, quoteOut, hasAttachment }: Open): boolean {
  if (weAskedSomething || quoteOut || hasAttachment || text.length > 300) return false;
  if (/[?\p{N}@/]|www\./u.test(text) || text.trim().split(/\s+/).length > 12) return false;
  const plain = text.normalize('NFC').replace(/[’‘`´]/g, "'");
  const withoutSmiles = plain.replace(smiles, '\n');
  const clauses = withoutSmiles
    .split(/[\n\r,.!;…–—]+|\s-+\s|\s-+$/)
    .map((clause) => clause.trim().replace(/\s+/g, ' '))
    .filter((clause) => clause !== '');
  let courtesies = withoutSmiles === plain ? 0 : 1;
  for (const [place, clause] of clauses.entries()) {
    if (core.test(clause) || isThanksTo(clause)) courtesies += 1;
    else if (isFarewell(clause) || (place === 0 && greeting.test(clause))) continue;
    else if (!isSignature(clause, place, clauses)) return false;
  }
  return courtesies > 0;
}

/** "Thanks Priya", "Vielen Dank Frau Weber". */
const isThanksTo = (clause: string) => endsInName(clause, thanks);

/** "Best wishes", "LG Anna". */
const isFarewell = (clause: string) => farewell.test(clause) || endsInName(clause, farewell);

function endsInName(clause: string, start: RegExp): boolean {
  const words = clause.split(' ');
  return [1, 2].some((count) => {
    const name = words.slice(-count).join(' ');
    return words.length > count && named.test(name) && !noName.test(name) && start.test(words.slice(0, -count).join(' '));
  });
}

function isSignature(clause: string, place: number, clauses: string[]): boolean {
  const before = clauses[place - 1];
  const closes =
    before !== undefined && place === clauses.length - 1 && (isFarewell(before) || core.test(before) || isThanksTo(before));
  return closes && named.test(clause) && !noName.test(clause);
}
