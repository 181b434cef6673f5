import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fridayNote } from './friday-note.ts';
import { healthNote } from './health-note.ts';
import { morningList } from './morning-list.ts';

const url = 'https://baton.example';
const step = (name: string, when: string, before: boolean) => ({
  person: { name, phone: '07700 900118' },
  what: 'Ring again',
  when,
  before,
  url: `${url}/leads/1043`,
});

test('the morning list says how much, who, what and since when', () => {
  const { subject, text } = morningList({
    steps: [step('Martin Hale', 'Thu 19 Nov, 16:00', true), step('Lily Park', '14:00', false)],
    notSure: [{ from: 'sam@print.example', asked: 'Our new catalogue' }],
    unsent: [{ to: 'Rosa Lind', state: 'unknown', url: `${url}/leads/1040` }],
    todayUrl: url,
    muteUrl: `${url}/n/mute`,
  });
  assert.equal(subject, 'Four things for today, one of them from before');
  assert.match(text, /Martin Hale, 07700 900118\n\nRing again\. It was for Thu 19 Nov, 16:00\. Open/);
  assert.match(text, /Lily Park, 07700 900118\n\nRing again, 14:00\. Open/);
  assert.match(text, /To Rosa Lind: it may have gone, or not\. Look before you send it again\./);
  assert.match(text, /sam@print\.example: “Our new catalogue”/);
  assert.match(text, /Mute this kind <https:\/\/baton\.example\/n\/mute>/);
});

test('one thing is one thing, and thirty show twenty', () => {
  const list = { notSure: [], unsent: [], todayUrl: url };
  assert.equal(morningList({ ...list, steps: [step('Al', '09:00', false)] }).subject, 'One thing for today');
  assert.equal(morningList({ ...list, steps: [step('Al', 'Mon', true)] }).subject, 'One thing from before today');
  const many = morningList({ ...list, steps: Array.from({ length: 30 }, (_, n) => step(`Al ${n}`, '09:00', false)) });
  assert.match(many.text, /And ten more on the page\./);
  assert.doesNotMatch(many.text, /Al 20/);
});

test('the week is told in four plain lines', () => {
  const { subject, text } = fridayNote({
    came: 12,
    inTime: 10,
    reminded: 3,
    answeredLate: 1,
    waitingLate: 1,
    team: 'Seaside',
    url,
  });
  assert.equal(subject, 'The week at Seaside: twelve enquiries came in');
  assert.match(
    text,
    /Twelve enquiries came in\.\n\nTen were answered in time\.\n\nThree of those were answered only after Baton had reminded\.\n\nOne person was answered later than we said, and one person is still waiting longer than we said\.\n/,
  );
  const calm = fridayNote({ came: 1, inTime: 1, reminded: 0, answeredLate: 0, waitingLate: 0, team: 'Seaside', url }).text;
  assert.match(calm, /One enquiry came in\.\n\nOne was answered in time\.\n\nNo reminder was needed for that\.\n\nNobody waited/);
  const none = fridayNote({ came: 2, inTime: 0, reminded: 0, answeredLate: 0, waitingLate: 2, team: 'Seaside', url }).text;
  assert.match(none, /Two enquiries came in\.\n\nNone was answered in time so far\.\n\nTwo people are still waiting longer/);
  const quiet = fridayNote({ came: 0, inTime: 0, reminded: 0, answeredLate: 0, waitingLate: 0, team: 'Seaside', url });
  assert.match(quiet.text, /No enquiries came in this week\./);
  assert.equal(quiet.subject, 'The week at Seaside: no enquiries came in');
});

test('the alarm says from when to when, and how many answers fell due', () => {
  const span = '09:10 to 10:40 on Friday 20 November';
  assert.match(healthNote({ span, due: 2, url }).text, /From 09:10 to 10:40 on Friday 20 November nobody was reminded\./);
  assert.match(healthNote({ span, due: 2, url }).text, /Two answers fell due in that time\./);
  assert.match(healthNote({ span, due: 0, url }).text, /No answer fell due in that time\./);
});
