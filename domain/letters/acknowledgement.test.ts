import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AcknowledgementFacts, acknowledgement } from './acknowledgement.ts';
import { takesLonger } from './takes-longer.ts';

const asked = 'Boiler making a knocking noise, can someone come out today or tomorrow?';
const facts: AcknowledgementFacts = {
  language: 'en',
  team: { name: 'Seaside Heating', phone: '01273 496 0100', urgentPhone: '07700 900199' },
  name: 'Martin Hale',
  asked,
  style: 'exact',
  answerBy: { by: 'by 10:00 on Monday 23 November' },
  ownerName: 'Ana',
  pageUrl: 'https://baton.example/e/secret',
  second: false,
};

test('the acknowledgement carries their own words in its subject and the time in its first sentence', () => {
  const { subject, text } = acknowledgement(facts);
  assert.equal(subject, 'Your message to Seaside Heating: Boiler making a knocking noise');
  assert.equal(
    text,
    [
      'Thanks Martin,',
      'we have your message. Ana will get back to you by 10:00 on Monday 23 November.',
      'If it cannot wait, call 01273 496 0100; outside hours 07700 900199.',
      'See or add to your message <https://baton.example/e/secret>, or just answer this mail.',
      `> ${asked}\n`,
    ].join('\n\n'),
  );
});

test('a team that shows no names speaks for itself', () => {
  const { text } = acknowledgement({ ...facts, ownerName: null });
  assert.match(text, /You’ll hear from us by 10:00 on Monday 23 November\./);
});

test('only the exact style names the time, and not once there is none to name', () => {
  const usual = acknowledgement({ ...facts, style: 'usual' });
  const nextStep = acknowledgement({ ...facts, style: 'next-step' });
  const passed = acknowledgement({ ...facts, answerBy: null });
  assert.match(usual.text, /within one working day/);
  assert.match(nextStep.text, /next sensible step/);
  assert.match(passed.text, /We’ll get back to you\./);
  for (const { text, html } of [usual, nextStep, passed]) assert.doesNotMatch(text + html, /Monday|10:00/);
});

test('a message that joins an earlier one is told so', () => {
  assert.match(acknowledgement({ ...facts, second: true }).text, /we have this message too/);
});

test('numbers are offered only where there are any', () => {
  const { text } = acknowledgement({ ...facts, team: { name: 'Seaside Heating', phone: null } });
  assert.doesNotMatch(text, /cannot wait/);
  const one = acknowledgement({ ...facts, team: { name: 'Seaside Heating', urgentPhone: '07700 900199' } });
  assert.match(one.text, /If it cannot wait, call 07700 900199\./);
  assert.match(one.html, /href="tel:07700900199"/);
});

test('a German customer is written to in German, by the whole name', () => {
  const written = acknowledgement({
    ...facts,
    language: 'de',
    ownerName: null,
    answerBy: { by: 'bis Montag, 23. November, 10:00 Uhr' },
    asked: 'Die Heizung klopft, wann kann jemand kommen?',
  });
  assert.equal(written.subject, 'Ihre Nachricht an Seaside Heating: Die Heizung klopft');
  assert.match(written.text, /^Guten Tag Martin Hale,\n/);
  assert.match(written.text, /Sie hören bis Montag, 23\. November, 10:00 Uhr von uns\./);
  assert.match(written.html, /<html lang="de">/);
});

test('their mail’s own subject is taken before the first line of its text', () => {
  assert.equal(
    acknowledgement({ ...facts, about: 'Knocking boiler' }).subject,
    'Your message to Seaside Heating: Knocking boiler',
  );
});

test('nothing asked leaves a subject without a colon and a letter without a quote', () => {
  const { subject, text } = acknowledgement({ ...facts, asked: ' \n' });
  assert.equal(subject, 'Your message to Seaside Heating');
  assert.doesNotMatch(text, /^>/m);
});

test('whatever a stranger types, the subject is one short line and the letter holds no tag of theirs', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        '\r\nBcc: all@x.example',
        '<script>',
        '"><img src=x>',
        '\u202e',
        '\u0000',
        "'",
        '&',
        'ß',
        '😀',
        '\ud83d',
        ' ',
        'word,',
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, words, team) => {
      const { subject, html } = acknowledgement({ ...facts, name, asked: words, team: { name: team } });
      assert.doesNotMatch(subject, /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e]/);
      assert.ok(subject.length < 160 && subject.isWellFormed());
      assert.doesNotMatch(html, /<script|<img/i);
    }),
  );
});

test('"it takes longer" gives the new time, says sorry once and never repeats the old time', () => {
  const { subject, text } = takesLonger({
    language: 'en',
    team: facts.team,
    name: 'Martin Hale',
    by: 'by 15:00 on Monday 23 November',
    note: 'The part comes with the afternoon van.',
    pageUrl: facts.pageUrl,
    asked,
  });
  assert.equal(subject, 'Your message to Seaside Heating: it takes longer than we said');
  assert.match(text, /You’ll now hear from us by 15:00 on Monday 23 November\./);
  assert.match(text, /\n\nThe part comes with the afternoon van\.\n\n/);
  assert.equal(text.match(/sorry/g)?.length, 1);
});

test('"it takes longer" in German, with no time left to name, names none', () => {
  const { text } = takesLonger({ language: 'de', team: facts.team, by: null, pageUrl: facts.pageUrl, asked: '' });
  assert.match(text, /Ihre Nachricht ist nicht vergessen\./);
  assert.doesNotMatch(text, / bis /);
});
