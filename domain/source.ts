/** The ways an enquiry can come in. The slug is what the API, the database and `bin/baton` use; the words are for people. */
export const sources = {
  'website-form': 'Website form',
  'quote-form': 'Quote form',
  email: 'Email',
  phone: 'Phone',
  'missed-call': 'Missed call',
  voicemail: 'Voicemail',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  facebook: 'Facebook message',
  instagram: 'Instagram message',
  'google-business': 'Google Business Profile',
  linkedin: 'LinkedIn message',
  referral: 'Referral',
  'walk-in': 'Walk-in',
  'existing-customer': 'Existing customer',
  booking: 'Booking tool',
  chat: 'Live chat',
  marketplace: 'Marketplace',
  other: 'Other',
} as const;

export type Source = keyof typeof sources;

export const isSource = (text: string): text is Source => Object.hasOwn(sources, text);

/** Its words within a sentence: names keep their capitals ("missed call", "WhatsApp"). */
export const withinSentence = (words: string): string =>
  /^(SMS|WhatsApp|Facebook|Instagram|Google|LinkedIn)/.test(words) ? words : words.toLowerCase();

/** Whoever sends a form is told that we have it, and nobody of ours has seen it by that. */
export const isForm = (kind: string): boolean => kind === 'website-form' || kind === 'quote-form';
