import type { TouchRow } from '#store/schema.ts';

type Told = Pick<TouchRow, 'kind' | 'direction' | 'result' | 'minutes'>;

const places: Record<string, string> = {
  sms: 'by text message',
  whatsapp: 'on WhatsApp',
  facebook: 'on Facebook',
  instagram: 'on Instagram',
  'google-business': 'on Google',
  linkedin: 'on LinkedIn',
  chat: 'in the chat',
  marketplace: 'on the marketplace',
};

const theirs: Record<string, string> = {
  'website-form': 'filled in the website form',
  'quote-form': 'filled in the quote form',
  email: 'wrote an email',
  phone: 'rang',
  'missed-call': 'rang, nobody answered',
  voicemail: 'left a voicemail',
  referral: 'was sent to us',
  'walk-in': 'came in',
  'existing-customer': 'got in touch',
  booking: 'booked a time',
};

/** What took place, after the name of whoever did it: "rang, no answer", "wrote on WhatsApp". `before`: what stands between them already. */
export function touchWords(touch: Told, before: { ours: boolean; theirs: boolean }): string {
  const long = touch.minutes ? `, ${touch.minutes} min` : '';
  return (touch.direction === 'in' ? inWords(touch, before) : outWords(touch)) + long;
}

function inWords({ kind, result }: Told, { ours, theirs: tried }: { ours: boolean; theirs: boolean }): string {
  if (result === 'received' && ours && (kind === 'email' || kind === 'website-form')) return 'wrote back';
  if (result === 'received' && tried && kind === 'email') return 'wrote again';
  if (result === 'spoke' && kind === 'phone') return 'called';
  if (kind === 'visit' || kind === 'meeting') return 'came by';
  const words = theirs[kind] ?? (places[kind] ? `wrote ${places[kind]}` : 'got in touch');
  return result === 'received' && kind === 'phone' ? 'called' : words;
}

function outWords({ kind, result }: Told): string {
  if (kind === 'visit') return result === 'spoke' ? 'visited them' : 'visited, nobody was there';
  if (kind === 'meeting') return 'met them';
  switch (result) {
    case 'spoke':
      return kind === 'phone' ? 'rang and spoke with them' : 'spoke with them';
    case 'no-answer':
      return 'rang, no answer';
    case 'left-message':
      return 'rang and left a message';
    case 'wrong-number':
      return 'rang, wrong number';
    default:
      return kind === 'email' ? 'wrote an email' : places[kind] ? `wrote ${places[kind]}` : 'wrote';
  }
}
