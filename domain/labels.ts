import { saidElsewhere } from './labels-elsewhere.ts';

/** What a field of a form, a column of a list or a line of a mail holds, told from its label. */
export type Role =
  | 'name'
  | 'first-name'
  | 'middle-name'
  | 'last-name'
  | 'email'
  | 'phone'
  | 'company'
  | 'message'
  | 'subject'
  | 'address'
  | 'urgent'
  | 'wants'
  | 'consent'
  | 'meta';

// Labels as they stand once case, accents and punctuation are off. English, German, French, Spanish, Italian, Dutch, Polish,
// Portuguese, then some Nordic, Czech and Romanian ones.
const said: Record<Role, string> = {
  name: `name|nom|nombre|nome|full name|fullname|contact name|contact person|name firma|name oder firma|name bzw firma|customer name|client name|lead name|person name|names|first and last name|name and surname|your full name|display name|realname|sender|caller|who|from name
    |vor und nachname|vor und zuname|vorname und nachname|vorname nachname|vorname name|name vorname|vollstandiger name|ansprechpartner|kontaktperson|anrufer
    |nom complet|nom et prenom|prenom et nom|nom prenom|prenom nom|nombre completo|nombre y apellido|nombre y apellidos|nombre apellidos
    |nome completo|nome e cognome|nome cognome|cognome e nome|nominativo|naam|volledige naam|fulde navn|voor en achternaam|contactpersoon
    |imie i nazwisko|nazwisko i imie|imie nazwisko|nome e apelido|nome e sobrenome|namn|navn|jmeno a prijmeni|nume complet|nume si prenume`,
  'first-name': `first|first name|firstname|given name|forename|fname|name first|name fname|christian name|vorname|prenom|voornaam|imie|primeiro nome|primer nombre|fornavn|fornamn|jmeno|prenume`,
  'middle-name': `middle|middle name|middlename|middle initial|name middle|tussenvoegsel|zweiter vorname`,
  'last-name': `last|last name|lastname|surname|family name|lname|name last|name lname|second name|nachname|familienname|zuname|nom de famille|apellido|apellidos|primer apellido|cognome|achternaam|nazwisko|apelido|sobrenome|ultimo nome|etternavn|efternavn|efternamn|prijmeni`,
  email: `email|emails|mail|email address|mail address|emailadresse|email adresse|mailadresse|mail adresse|elektronische post|adresse email|adresse mail|adresse electronique|courriel|adresse courriel|mel
    |correo|correo electronico|direccion de correo|direccion de correo electronico|direccion email|posta elettronica|indirizzo email|indirizzo di posta elettronica|indirizzo mail
    |emailadres|email adres|mailadres|adres email|adres mail|adres poczty elektronicznej|poczta|endereco de email|correio eletronico|endereco eletronico|epost|e post|epostadress|replyto|reply to|from email|adresa de email`,
  phone: `phone|phones|telephone|tel|mobilephone|mobilenumber|telephonenumber|tel mobile|tel no|tel nr|telno|phone number|phonenumber|phone no|phone nr|telephone number|contact number|contact no|contact phone|mobile|mobile number|mobile phone|mobile no|mob|cell|cell phone|cellphone|cell number|landline|home phone|work phone|daytime phone|daytime telephone|number to call|call back number|callback number|best number|whatsapp|whatsapp number|caller number|from number|phone full|sms|sms number|ph|ph no|tfno|telf|telef
    |telefon|telefonnummer|telefon nummer|telefon nr|telefonnr|telnr|rufnummer|ruckrufnummer|mobil|mobilnummer|mobiltelefon|mobilfunknummer|handy|handynummer|handy nummer|festnetz|festnetznummer
    |numero de telephone|numero telephone|no de telephone|portable|telephone portable|numero de portable|telephone mobile|telephone fixe
    |telefono|numero de telefono|telefono movil|movil|numero de movil|celular|telefono de contacto|numero di telefono|numero telefonico|cellulare|recapito telefonico|numero di cellulare
    |telefoon|telefoonnummer|mobiel|mobiele nummer|mobiel nummer|gsm|gsm nummer|numer telefonu|nr telefonu|numer kontaktowy|telefon kontaktowy|telefon komorkowy|komorka|tel kom
    |telefone|telemovel|numero de telefone|numero de telemovel|contacto telefonico|puhelin|mobiltelefon|mobilnummer|tlf|telefonni cislo|numar de telefon`,
  company: `company|company name|companyname|business|business name|organisation|organization|organisation name|organization name|organisatie|organization title|firm|employer|account name|practice name
    |firma|firmenname|unternehmen|unternehmensname|name der firma|betrieb|organisation firma|societe|nom de la societe|entreprise|nom de l entreprise|raison sociale|structure
    |empresa|nombre de la empresa|nombre empresa|compania|organizacion|azienda|nome azienda|ragione sociale|societa|bedrijf|bedrijfsnaam|naam bedrijf|nazwa firmy|przedsiebiorstwo|nome da empresa|virksomhed|foretag|bedrift|nazev firmy|companie`,
  message: `message|messages|msg|your question|your questions|comment|comments|additional comments|question|questions|enquiry|inquiry|your enquiry|enquiry details|query|note|notes|details|more details|description|project description|describe project|job description|body|text|content|asked|request|request details|problem|issue|long answer|textarea|how can we help|how can we help you|how may we help|how may we help you|what can we do for you|what do you need|what do you need help with|tell us more|tell us about project|tell us about your project|anything else|anything else we should know|additional information|additional info|further information|other information|reason for contact|reason for enquiry|message body|transcript|voicemail transcript|what is it about|about your project|project details|job details|your needs
    |nachricht|nachrichten|mitteilung|kommentar|kommentare|bemerkung|bemerkungen|anmerkung|anmerkungen|frage|fragen|anfrage|anliegen|notiz|notizen|beschreibung|projektbeschreibung|text nachricht|wunsch|wunsche|was konnen wir fur sie tun|wie konnen wir helfen|wie konnen wir ihnen helfen|worum geht es|ihr text
    |commentaire|commentaires|demande|remarque|remarques|question|description|precisions|comment pouvons nous vous aider|besoin|texte
    |mensaje|comentario|comentarios|consulta|pregunta|descripcion|solicitud|observaciones|en que podemos ayudarte|en que podemos ayudarle|notas
    |messaggio|commento|commenti|richiesta|domanda|descrizione|testo|come possiamo aiutarti|come possiamo aiutarla
    |bericht|berichten|opmerking|opmerkingen|vraag|uw vraag|vraag of opmerking|vragen of opmerkingen|omschrijving|toelichting|waar kunnen we mee helpen|hoe kunnen we helpen|aanvraag
    |wiadomosc|tresc|tresc wiadomosci|komentarz|uwagi|pytanie|zapytanie|opis|w czym mozemy pomoc|notatka
    |mensagem|comentario|comentarios|pergunta|duvida|pedido|descricao|observacoes|como podemos ajudar|besked|melding|beskjed|meddelande|viesti|zprava|vzkaz|mesaj`,
  subject: `subject|subject line|topic|regarding|re|headline|betreff|thema|betrifft|sujet|objet|asunto|tema|oggetto|argomento|onderwerp|temat|assunto|emne|amne|predmet|subiect`,
  address: `address|street address|street|address line|address line 1|address line 2|addr|postal address|site address|job address|property address|service address|home address|postcode|post code|zip|zip code|zipcode|postal code|city|town|town city|county|state|region|country|location|suburb
    |adresse|anschrift|strasse|strasse und hausnummer|strasse hausnummer|strasse nr|hausnummer|plz|postleitzahl|ort|wohnort|plz ort|stadt|land|bundesland|objektadresse
    |adresse postale|rue|code postal|ville|pays|direccion|calle|codigo postal|ciudad|poblacion|provincia|pais|indirizzo|via|cap|citta|comune|paese
    |adres|straat|straatnaam|huisnummer|postcode en plaats|plaats|woonplaats|stad|ulica|kod pocztowy|miasto|miejscowosc|kraj|morada|endereco|rua|cidade|localidade|cep|codigo postal|adress|gata|postnummer|adresa|mesto`,
  urgent: `urgent|is urgent|this is urgent|it is urgent|emergency|is this an emergency|is it an emergency|is this urgent|is it urgent|asap|priority urgent|dringend|ist es dringend|eilt|es eilt|eilig|notfall|c est urgent|urgence|urgente|es urgente|e urgente|urgencia|urgenza|emergenza|emergencia|dringend|spoed|spoedgeval|pilne|czy pilne|akut|haster|bradskande`,
  wants: `wants|want|i want|i would like|i d like|interested in|i am interested in|i m interested in|service|services|service needed|services needed|service required|services required|service type|type of service|type of work|type of job|job|job type|work type|request type|type of enquiry|type of inquiry|enquiry type|inquiry type|what are you looking for|looking for|which service|which service do you need|product|products
    |leistung|leistungen|gewunschte leistung|ich interessiere mich fur|interesse an|art der anfrage|service souhaite|prestation|type de demande|je souhaite|servicio|servicios|tipo de consulta|me interesa|servizio|servizi|tipo di richiesta|sono interessato a|dienst|diensten|soort aanvraag|usluga|uslugi|rodzaj zapytania|servico|servicos|tipo de pedido`,
  consent: `consent|agree|i agree|agreement|terms|gdpr|dsgvo|rgpd|rodo|privacy|privacy policy|acceptance|optin|opt in|newsletter|marketing|datenschutz|datenschutzerklarung|einwilligung|einverstandnis|zustimmung|agb|consentement|politique de confidentialite|consentimiento|acepto|privacidad|consenso|toestemming|akkoord|zgoda|consentimento|aceito`,
  meta: `ip|ip address|remote ip|user ip|client ip|user agent|useragent|browser|page|page url|page title|url|source url|referer|referrer|http referer|landing page|post id|page id|form|form id|form name|formname|formid|entry id|submission id|submissionid|submitted at|submitted on|submission date|submission time|submissiontime|timestamp|time stamp|created at|created time|date created|date updated|credit|powered by|gclid|fbclid|msclkid|gbraid|wbraid|utm source|utm medium|utm campaign|utm term|utm content|token|nonce|csrf|csrf token|csrfmiddlewaretoken|g recaptcha response|h captcha response|cf turnstile response|recaptcha|captcha|honeypot|submit|send|action|op|utf8|form type|form version|gform submit|gform ajax|frm action|wsite approved|ucfid|zap id|webhookurl|executionmode|gform webhook|is starred|is read|subdomain|site|site id`,
};

const letters: Record<string, string> = { ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i' };

// Where two roles claim a label, the first one has it.
const exact: ReadonlyMap<string, Role> = new Map(
  (Object.entries(said) as [Role, string][])
    .flatMap(([role, labels]) => {
      const elsewhere = saidElsewhere[role]?.split('|').map(bare) ?? [];
      return [...labels.split('|').map((label) => label.trim()), ...elsewhere].map((label): [string, Role] => [label, role]);
    })
    .toReversed(),
);

// Words that say nothing about what the field holds: whose it is, that it must be filled, how a builder numbers it.
const filler: ReadonlySet<string> = new Set(
  `your my the a an our please enter type in here required optional mandatory field fields form input question txt tf value answer text full preferred main primary work home other personal contact person customer client lead data payload user visitor sender from invitee attendee guest author submitter submission properties attributes answers responses body values item et pb tx powermail jform sqf wpcf7 frm mf dmform what is s din dit ditt
  ihr ihre ihren dein deine meine bitte eingeben angeben pflichtfeld eingabe votre vos ton ta mon ma veuillez saisir le la les un une de obligatoire facultatif su sus tu tus mi el los por favor il tuo tua suo sua vostro obbligatorio facoltativo uw je jouw het een vul twoj twoja twoje pana podaj wpisz wymagane o seu sua teu o a`
    .split(/\s+/)
    .filter(Boolean),
);

/** One part of a label as bare words: "e-Mail-Adresse *" as "email adresse", "firstName" as "first name". */
function bare(label: string): string {
  return label
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[łøßæœđı]/g, (letter) => letters[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\be ?mail/g, 'email')
    .trim();
}

// A builder's numbering: q3, g1, field 12, the 379d behind a name, the 2 of a second copy.
const numbering = /^(?:[a-z]{0,2}\d+|(?=[0-9a-f]*\d)[0-9a-f]{3,8})$/;

const whole = (words: string[]) => words.join(' ');
const unnumbered = (words: string[]) => whole(words.filter((word) => !numbering.test(word)));
const bared = (words: string[]) => whole(words.filter((word) => !numbering.test(word) && !filler.has(word)).map(first));
/** "phone1" and "email2" without their number. */
const first = (word: string) => word.replace(/^(\p{L}{3,})\d{1,2}$/u, '$1');

// No form's labels have more parts, and to read more would take long.
const deepest = 8;
const mostParts = 24;

/** What a label says, its most telling reading first: all of it or its last parts as they stand, then without filler. */
function exactRole(parts: string[]): Role | null {
  for (const readings of [[whole, unnumbered], [bared]]) {
    for (let from = Math.max(0, parts.length - deepest); from < parts.length; from += 1) {
      const words = whole(parts.slice(from)).split(' ');
      for (const reading of readings) {
        const said = reading(words);
        const role = exact.get(said);
        // A bare "name" inside something else is that thing's name: product.name, page[name].
        if (role && !(from > 0 && role === 'name' && !said.includes(' '))) return role;
      }
    }
  }
  return null;
}

// For labels that are sentences: the word that gives them away. Consent first, it often speaks of email and telephone too.
const telling: [RegExp, Role | null][] = [
  [
    /\b(?:agree|consent|gdpr|dsgvo|rgpd|rodo|privacy|datenschutz\w*|einverstanden|einwillig\w*|zustimm\w*|confidentialite|privacidad|privacidade|toestemming|zgadzam|wyrazam|newsletter|accept|accepte|acepto|accetto|aceito|akzeptiere)\b/,
    'consent',
  ],
  [
    /\b(?:prefer|preferred|best time|bevorzugt\w*|how should we|method|fax|how did you hear|hear about us|confirm|type|label|opt out|company (?:size|website|site|url|registration|number|sector|industry))\b/,
    null,
  ],
  [/\b(?:email|emailadresse|courriel|emailadres|mailadresse|correo electronico)\b/, 'email'],
  [
    /\b(?:phones?|telephone|tel|mobile?|telefon\w*|telefoon\w*|handy(?:nummer)?|rufnummer|mobilnummer|telemovel|cellulare|celular|portable|gsm|whatsapp|(?:best|contact|callback) number|number to (?:call|reach))\b/,
    'phone',
  ],
  [/\b(?:urgent|dringend|emergency|notfall|pilne|spoed)\b/, 'urgent'],
  [/\b(?:company|firma|firmenname|societe|empresa|azienda|bedrijf|bedrijfsnaam)\b/, 'company'],
  [
    /\b(?:message|nachricht|messaggio|mensaje|mensagem|wiadomosc|how can we help|tell us|describe|beschreib\w*|decrivez|describa|descriva|descreva|omschrijf|opisz)\b/,
    'message',
  ],
  [/\b(?:address|postcode|zip code|anschrift)\b/, 'address'],
  [/^(?:utm|gclid|fbclid)\b/, 'meta'],
];

// People whose names and addresses stand beside the customer's: of the team in exports and services, and who sent them.
const others =
  /\b(?:referred|recommended|introduced|empfohlen|assigned|assignee|organi[sz]er|recipient|taken by|(?:contact|lead|deal|record|account) owner)\b/;

/** Whether a label speaks of somebody else than the one who asks. */
export const isOfAnother = (label: string): boolean => others.test(bare(label.slice(0, 400)));

function partsOf(label: string): string[] {
  return label
    .replace(
      /\((?:required|optional|pflichtfeld|obligatoire|obligatorio|obbligatorio|richiesto|requis|requerido|verplicht|wymagane)\)/gi,
      '',
    )
    .split(/[[\].:]+|__/)
    .slice(-mostParts)
    .map(bare)
    .filter((part) => part !== '');
}

function readRole(label: string): Role | null {
  if (label.startsWith('_')) return 'meta';
  // Elementor sends a field's id, type and title beside its value, and the page's data under meta.
  if (/^fields\[[^\]]*\]\[(?!value\])/i.test(label) || /^(?:meta|form)\[/i.test(label)) return 'meta';
  const parts = partsOf(label);
  if (/^(?:label|type|id)$/.test(parts.at(-1) ?? '') && parts.length > 1) return null;
  const sentence = whole(parts);
  if (others.test(sentence)) return null;
  return exactRole(parts) ?? telling.find(([words]) => words.test(sentence))?.[1] ?? null;
}

/** Forms send the same labels again and again: the last ones are remembered. */
function remembering(read: typeof readRole, most: number): typeof readRole {
  const known = new Map<string, Role | null>();
  return (label) => {
    const said = exact.get(label) ?? exact.get(label.toLowerCase());
    if (said) return said;
    if (label.length > 400 || label === '') return null;
    const before = known.get(label);
    if (before !== undefined) return before;
    const role = read(label);
    if (known.size >= most) known.clear();
    known.set(label, role);
    return role;
  };
}

/**
 * The role of a label in any of the languages above, or null. Case, accents, punctuation and what form builders put around a
 * label ("your-name", "form_fields[name]", "q3_name", "field:first_name_379d", "contact__email") do not matter. Dear where it has
 * to be read: about 20 µs.
 */
export const roleOf = remembering(readRole, 1_000);

// "m²", "CO2" and "A4" look like a builder's numbering and are words.
const measure = /^(?!(?:[qguf]|cf|tf|id)\d)[a-z]{1,2}\d+$/;

/** Whether a label is a builder's numbering and nothing else: "input_3", "dmform-2", "item_meta[9]". */
export function saysNothing(label: string): boolean {
  if (label.length > 400) return false;
  const words = whole(partsOf(label)).split(' ');
  return !words.some((word) => measure.test(word)) && bared(words.filter((word) => word !== 'meta')) === '';
}

const eachTime =
  /^_|nonce|token|csrf|captcha|turnstile|time[ _-]?stamp|submi(?:ssion|tted)[ _-]?(?:id|at|on|date|time)|created[ _-]?(?:at|time)|entry[ _-]?id|ucfid/i;

/** Whether a field is the page's own and differs from click to click: a nonce, a time stamp. Which page or site it was, does not. */
export const differsByClick = (label: string): boolean => eachTime.test(label) && roleOf(label) === 'meta';

/** Whether a label says its role and nothing more: "Email" does, "Partner's email" does not. */
export const isPlainLabel = (label: string): boolean =>
  exact.has(label.toLowerCase()) || (label.length <= 400 && exactRole(partsOf(label)) !== null);

/** A builder's key in words a person can read: "form_fields[roof_type]" as "Roof type"; what was written for people stays. */
export function sayLabel(label: string): string {
  const isForPeople = /\s|\p{Lu}.*\p{Ll}|[^\p{ASCII}]/u.test(label.trim());
  const words = isForPeople
    ? label
    : label
        .replace(/\[(?:value|\d*)\]$/, '')
        .replace(/^.*\[([^[\]]+)\]$/, '$1')
        .replace(/^(?:field:|your-|q\d+_)/, '')
        .replace(/[_\-\s]+|\.(?=\p{L})/gu, ' ');
  const said = words.replace(/\s*[:*]+\s*$/, '').trim();
  return said === '' ? label : said.charAt(0).toUpperCase() + said.slice(1);
}
