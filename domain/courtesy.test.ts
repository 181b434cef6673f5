import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCourtesy } from './courtesy.ts';

const nothingOpen = { weAskedSomething: false, quoteOut: false, hasAttachment: false };

test('a plain thank-you is a courtesy, in English and in German', () => {
  const said = [
    "thanks, that's kind",
    'Thanks, that’s very kind of you!',
    'danke, super',
    'Thank you so much for your quick reply',
    'Thanks Priya',
    'Great, thanks!\nDan',
    'Hi Priya,\n\nmany thanks for letting me know.\n\nBest wishes,\nDan',
    'ok thanks',
    'OK',
    'Cheers mate 👍',
    '🙏🏽',
    '👍🏻',
    'Perfect, thank you :)',
    'Got it, thanks. Have a lovely weekend',
    'Vielen Dank für die schnelle Antwort!',
    'Herzlichen Dank Frau Weber',
    'Hallo Frau Weber, danke sehr. Viele Grüße, Anna',
    'Das ist sehr nett von Ihnen, schönes Wochenende',
    'super, danke. LG Anna',
    'THANK YOU',
  ];
  for (const text of said) assert.equal(isCourtesy(text, nothingOpen), true, text);
});

test('whatever may want something is a message', () => {
  const said = [
    '',
    '   ',
    'perfect, see you then',
    'Thanks, see you Thursday',
    'Thanks, Thursday',
    'Thanks Monday',
    'no thanks',
    'nein danke',
    'yes please',
    'Yes, thanks',
    'ja, gerne',
    'that works',
    'Thanks, please call me',
    'thanks, how much',
    'Thanks?',
    'thanks, 2 more',
    'thanks www.example.com',
    'thanks olu@example.com',
    'Thanks for nothing',
    'not helpful',
    'Great, cancel',
    'Thanks, Cancelled',
    'Danke, Absage',
    'Danke im Voraus',
    'Thanks in advance',
    'Hello',
    'Hi Priya',
    'Best regards, Dan',
    'Boiler',
    'Dan',
    '😡',
    'thanks 😡',
    'Thank you, the boiler is leaking again',
    'danke, der Hahn tropft noch',
    'Thanks\nStill leaking',
    'thanks thanks thanks thanks thanks thanks thanks thanks thanks thanks thanks thanks thanks',
  ];
  for (const text of said) assert.equal(isCourtesy(text, nothingOpen), false, text);
});

test('after our question, with a quote out or with an attachment even a thank-you is a message', () => {
  assert.equal(isCourtesy('thanks', { ...nothingOpen, weAskedSomething: true }), false);
  assert.equal(isCourtesy('thanks', { ...nothingOpen, quoteOut: true }), false);
  assert.equal(isCourtesy('thanks', { ...nothingOpen, hasAttachment: true }), false);
  assert.equal(isCourtesy('thanks', nothingOpen), true);
});

test('the answer is the same when asked twice', () => {
  assert.equal(isCourtesy('👍', nothingOpen), isCourtesy('👍', nothingOpen));
  assert.equal(isCourtesy('thanks 👍', nothingOpen), isCourtesy('thanks 👍', nothingOpen));
});
