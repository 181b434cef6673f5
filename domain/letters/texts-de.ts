import type { LetterTexts } from './texts.ts';

export const textsDe: LetterTexts = {
  thanks: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  yourMessage: (team) => `Ihre Nachricht an ${team}`,
  haveIt: 'vielen Dank, Ihre Nachricht ist bei uns angekommen.',
  haveItToo: 'vielen Dank, auch diese Nachricht ist bei uns angekommen. Sie liegt bei dem, was wir schon von Ihnen haben.',

  hearExactly: (by) => ['Sie hören ', { strong: by }, ' von uns.'],
  hearExactlyFrom: (owner, by) => [`${owner} meldet sich `, { strong: by }, ' bei Ihnen.'],
  hearUsually: ['In der Regel hören Sie ', { strong: 'innerhalb eines Werktags' }, ' von uns.'],
  hearNextStep: ['Wir lesen sie und melden uns mit dem nächsten sinnvollen Schritt.'],
  hear: ['Wir melden uns bei Ihnen.'],

  cannotWait: (phone) => ['Wenn es nicht warten kann, rufen Sie uns bitte an: ', phone, '.'],
  cannotWaitTwo: (phone, urgent) => [
    'Wenn es nicht warten kann, rufen Sie uns bitte an: ',
    phone,
    ', außerhalb der Öffnungszeiten ',
    urgent,
    '.',
  ],
  seeOrAdd: (url) => [{ link: 'Nachricht ansehen oder ergänzen', url }, ' – oder antworten Sie einfach auf diese E-Mail.'],

  longerSubject: (team) => `Ihre Nachricht an ${team}: Es dauert länger als gesagt`,
  longer: 'unsere Antwort dauert länger, als wir gesagt haben. Es tut uns leid, dass Sie warten müssen.',
  nowHear: (by) => ['Sie hören jetzt ', { strong: by }, ' von uns.'],
  nowHearFrom: (owner, by) => [`${owner} meldet sich jetzt `, { strong: by }, ' bei Ihnen.'],
  notForgotten: ['Ihre Nachricht ist nicht vergessen.'],

  invitedSubject: (team) => `Ihr Zugang zu Baton für ${team}`,
  invited: (by, team) =>
    `${by ? `${by} hat Sie` : 'Sie sind'} zu Baton eingeladen. Dort hält ${team} alle Anfragen fest und beantwortet sie.`,
  chooseSignIn: 'Die Schaltfläche öffnet eine Seite, auf der Sie wählen, wie Sie sich anmelden.',
  comeIn: 'Einladung annehmen',
  worksOnce: (until) => ['Der Link gilt einmal, bis ', { strong: until }, '.'],
  ifNothingHappens: 'Wenn sich nichts öffnet, kopieren Sie diese Adresse in Ihren Browser: ',
  notExpected: 'Sie haben das nicht erwartet? Dann lassen Sie diese E-Mail einfach liegen: Ohne den Link geschieht nichts.',
};
