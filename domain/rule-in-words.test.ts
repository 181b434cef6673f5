import assert from 'node:assert/strict';
import { test } from 'node:test';
import { responseRule } from './response-rule.ts';
import { ruleInWords } from './rule-in-words.ts';

test('the rule reads as a paragraph', () => {
  assert.equal(
    ruleInWords({ ...responseRule(), urgentOutside: 'on-call' }),
    'Somebody new hears from us within one hour while we are open, otherwise by 10:00 the next working day. ' +
      'Missed calls are returned the same working day. When they write back, they hear from us the same working day. ' +
      'Quotes are followed up after 48 hours. Urgent ones: within 15 minutes; outside hours somebody is on call.',
  );
});

test('the German paragraph says the same', () => {
  assert.equal(
    ruleInWords(responseRule('15-minutes'), 'de'),
    'Wer neu anfragt, hört innerhalb von 15 Minuten von uns, solange wir geöffnet haben, sonst bis 10:00 Uhr am nächsten Arbeitstag. ' +
      'Verpasste Anrufe erwidern wir am selben Arbeitstag. Wer noch einmal schreibt, hört am selben Arbeitstag von uns. ' +
      'Bei Angeboten fragen wir nach 48 Stunden nach. Dringendes: innerhalb von 15 Minuten; außerhalb der Öffnungszeiten wie alle anderen.',
  );
});

test('elapsed hours need no other time outside opening hours, and exceptions are named', () => {
  const rule = { ...responseRule('24-hours'), exceptions: { whatsapp: { minutes: 180 }, c7: 'same-business-day' as const } };
  const words = ruleInWords(rule, 'en', (channel) => (channel === 'c7' ? 'Website in French' : 'WhatsApp'));
  assert.match(words, /^Somebody new hears from us within 24 hours\. /);
  assert.match(words, /WhatsApp: within 3 hours\. Website in French: the same working day\.$/);
});
