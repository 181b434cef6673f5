import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NoticeFacts, notice } from './notice.ts';
import { noticeBundle } from './notice-bundle.ts';
import type { NoticeMatter } from './notice-words.ts';

const about = {
  person: { name: 'Martin Hale', phone: '07700 900118' },
  asked: 'Boiler making a knocking noise, can someone come out today?',
  leadUrl: 'https://baton.example/leads/1043',
  why: 'owner' as const,
};
const due: NoticeFacts = { ...about, kind: 'due', late: '12 min' };

const matters: NoticeMatter[] = [
  { kind: 'arrival', answerBy: '10:00 on Monday 23 November' },
  { kind: 'half', owner: 'Ana', left: '30 min' },
  { kind: 'three-quarters', left: '14 min' },
  { kind: 'due', late: null },
  { kind: 'told-soon', told: '10:00', left: '10 min' },
  { kind: 'hand-over-waiting', giver: 'Ana', note: 'Knows you.' },
  { kind: 'hand-over-not-accepted', receiver: 'Ben' },
  { kind: 'undelivered', reason: 'the mailbox is full' },
  { kind: 'second-try', tries: 2, since: 'Tuesday' },
  { kind: 'withdrawn', reason: 'found somebody nearer' },
];

test('who no longer needs it is not to be called: the notice says so and offers no call', () => {
  const { subject, text } = notice({ ...about, kind: 'withdrawn', reason: 'found somebody nearer' });
  assert.equal(subject, 'Martin no longer needs this');
  assert.match(text, /Martin writes: found somebody nearer/);
  assert.doesNotMatch(text, /Call:/);
});

test('the late text helps: who, how long, the number, the words, what to do now', () => {
  const { subject, text, html } = notice({ ...due, buttons: [{ label: 'Spoke', url: 'https://baton.example/do/spoke' }] });
  assert.equal(subject, 'Martin has waited 12 min longer than we said');
  assert.equal(
    text,
    [
      'Martin Hale, 07700 900118',
      '“Boiler making a knocking noise, can someone come out today?”',
      'A call now still helps.',
      'Call: 07700900118\nSpoke: https://baton.example/do/spoke\nOpen the enquiry: https://baton.example/leads/1043',
      'You get this because you own the enquiry.\n',
    ].join('\n\n'),
  );
  assert.match(html, /href="tel:07700900118" class="go"/);
});

test('without a number the lead is what to open, and nobody is told to call', () => {
  const { text, html } = notice({ ...due, person: { email: 'martin@hale.example' } });
  assert.match(text, /A reply now still helps\./);
  assert.doesNotMatch(html, /tel:/);
  assert.match(html, /leads\/1043" class="go"/);
});

test('every kind says who it is about, why it came, and knows neither he nor she', () => {
  for (const matter of matters) {
    const { subject, text } = notice({ ...about, ...matter, muteUrl: 'https://baton.example/mute' });
    assert.match(subject, /Martin/, matter.kind);
    assert.match(text, /You get this because .+ Mute this kind <https/, matter.kind);
    assert.doesNotMatch(subject + text, /\b(he|she|him|his|hers?)\b|!|undefined|null/i, matter.kind);
  }
});

test('the cover is told whose it is', () => {
  const { text } = notice({ ...due, why: 'cover', owner: 'Ana' });
  assert.match(text, /It is with Ana\. Take it if you can\./);
  assert.match(text, /because you cover for Ana\./);
});

test('a second try says since when, a fifth and a ninth are counted', () => {
  const tried = (tries: number) => notice({ ...about, kind: 'second-try', tries, since: 'Tuesday' }).subject;
  assert.equal(tried(2), 'Second try: Martin has been waiting since Tuesday');
  assert.match(tried(5), /^Fifth try:/);
  assert.match(tried(9), /^Try 9:/);
});

test('a hostile name makes no second header and no tag', () => {
  const { subject, html } = notice({
    ...due,
    person: { name: 'A\r\nBcc: x@x.example <script>' },
    asked: '<script>alert(1)</script>',
  });
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.doesNotMatch(html, /<script/);
});

test('a team’s own noun is used', () => {
  const { text, subject } = notice({ ...about, ...matters[0]!, noun: 'job' });
  assert.match(subject, /^New job from Martin: Boiler/);
  assert.match(text, /Open the job: /);
});

test('a bundle of late ones counts people, a mixed one counts enquiries', () => {
  const late = noticeBundle({ notices: [due, due], todayUrl: 'https://baton.example/today', why: 'admin' });
  assert.equal(late.subject, 'Two people are waiting longer than we said');
  assert.match(late.text, /Martin has waited 12 min longer than we said\./);
  const own = noticeBundle({ notices: [due, due], todayUrl: 'https://baton.example/today', why: 'owner' });
  assert.match(own.text, /You get this because you own these enquiries\./);
  const mixed = noticeBundle({
    notices: [due, { ...about, ...matters[0]! }],
    todayUrl: 'https://baton.example/today',
    why: 'admin',
  });
  assert.equal(mixed.subject, 'Two enquiries need a look');
});

test('after downtime the bundle says when Baton was not running', () => {
  const { text } = noticeBundle({
    notices: [{ ...about, ...matters[0]! }],
    down: { since: '9:10', until: '10:40' },
    todayUrl: 'https://baton.example/today',
    why: 'owner',
  });
  assert.match(text, /not running from 9:10 to 10:40\. 1 enquiry came up in that time\./);
});

test('a very long bundle shows twenty and counts the rest', () => {
  const { text } = noticeBundle({ notices: Array(23).fill(due), todayUrl: 'https://baton.example/today', why: 'admin' });
  assert.equal(text.match(/leads\/1043/g)?.length, 20);
  assert.match(text, /And 3 more enquiries\./);
});
