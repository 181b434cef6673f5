import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emailPoint, firstName, personName, phonePoint, pointsOf, sayPhone } from './contact.ts';

test('an address is told from what stands around it, in lower case', () => {
  const said: Record<string, string> = {
    ' Olu@Example.COM ': 'olu@example.com',
    'mailto:olu@example.com?subject=Hi': 'olu@example.com',
    'Olu Adeyemi <Olu@example.com>': 'olu@example.com',
    '<olu@example.com>': 'olu@example.com',
    'olu@example.com.': 'olu@example.com',
    '\u200bolu@example.com\u00a0': 'olu@example.com',
    'olu+leaks@mail.example.co.uk': 'olu+leaks@mail.example.co.uk',
    "o'brien@example.ie": "o'brien@example.ie",
    'info@Müller.example': 'info@müller.example',
    '用户@例子.中国': '用户@例子.中国',
  };
  for (const [typed, address] of Object.entries(said)) assert.equal(emailPoint(typed), address, typed);
});

test('what is no address is null', () => {
  const said = [
    '', 'olu', 'olu@', '@example.com', 'olu@example', 'olu@@example.com', 'olu adeyemi@example.com', 'olu@exa mple.com',
    'olu@example.com\r\nBcc: all@example.com', '.olu@example.com', 'olu..a@example.com', 'olu@-example.com', 'olu@example..com',
    'olu@192.0.2.1', `${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(64)}.com`, `a@${'b.'.repeat(130)}com`, 'a@b.example, c@d.example',
  ]; // biome-ignore format: a list of words
  for (const typed of said) assert.equal(emailPoint(typed), null, typed);
});

test('no text makes the address reader throw, and what it gives it would give again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
      const email = emailPoint(text);
      if (email !== null) assert.equal(emailPoint(email), email);
    }),
  );
});

test('numbers in all their spellings become E.164', () => {
  const said: [string, string, string | null][] = [
    ['07700900480', 'GB', '+447700900480'],
    ['07700 900480 (mobile)', 'GB', '+447700900480'],
    ['+44 (0)117 496 0100', 'US', '+441174960100'],
    ['0044 117 496 0100', 'GB', '+441174960100'],
    ['0044 117 496 0100', 'US', '+441174960100'],
    ['+0044 117 496 0100', 'US', '+441174960100'],
    ['+07700 900480', 'GB', '+447700900480'],
    ['447700900480', 'GB', '+447700900480'],
    ['7700900480', 'GB', '+447700900480'],
    ['(077) 0090 0142', 'GB', '+447700900142'],
    ['tel:+44-7700-900480', 'GB', '+447700900480'],
    ['whatsapp: +447700900480', 'GB', '+447700900480'],
    ['p:+447700900430', 'GB', '+447700900430'],
    ['ring 0117 496 0100 evenings', 'GB', '+441174960100'],
    ['07700\u00a0900\u2011480', 'GB', '+447700900480'],
    ['07700 900480 / 0117 496 0100', 'GB', '+447700900480'],
    ['07700 900480 or 0117 496 0100', 'GB', '+447700900480'],
    ['07700 900480 ext 12', 'GB', '+447700900480'],
    ['(512) 555-0161', 'US', '+15125550161'],
    ['+49(0)171/1234567', 'GB', '+491711234567'],
    ['0171 1234567', 'DE', '+491711234567'],
    ['+45 20 12 34 56', 'GB', '+4520123456'],
    ['+447700900480', 'XX', '+447700900480'],
    ['07700900480', 'XX', null],
    ['', 'GB', null],
    ['call me', 'GB', null],
    ['999', 'GB', null],
    ['118118', 'GB', null],
    ['12345', 'GB', null],
    ['0117 496', 'GB', null],
    ['0909 8790100', 'GB', null],
    ['+1 900 555 0100', 'GB', null],
    ['0900 1234567', 'DE', null],
    ['16/11/2026', 'GB', null],
    ['1'.repeat(5_000), 'GB', null],
  ];
  for (const [typed, region, e164] of said) assert.equal(phonePoint(typed, region), e164, `${typed} ${region}`);
});

test('no text makes the number reader throw, and its numbers are stable', () => {
  const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789+() -./') }));
  fc.assert(
    fc.property(typed, fc.constantFrom('GB', 'DE', 'US', 'IT', 'XX', ''), (text, region) => {
      const e164 = phonePoint(text, region);
      if (e164 !== null) assert.match(e164, /^\+\d{7,17}$/);
    }),
  );
});

test('a number is said nationally at home and internationally elsewhere', () => {
  assert.equal(sayPhone('+441174960100', 'GB'), '0117 496 0100');
  assert.equal(sayPhone('+441174960100', 'DE'), '+44 117 496 0100');
  assert.equal(sayPhone('+12125550190', 'US'), '(212) 555-0190');
  assert.equal(sayPhone('+441174960100', 'XX'), '+44 117 496 0100');
  assert.equal(sayPhone('withheld', 'GB'), 'withheld');
});

test('all points of a person come out once, whichever field they were typed into', () => {
  assert.deepEqual(pointsOf({ email: 'OLU@example.com', phone: '07700 900480', handle: 'session_1' }, 'GB'), [
    { kind: 'email', value: 'olu@example.com' },
    { kind: 'phone', value: '+447700900480' },
    { kind: 'handle', value: 'session_1' },
  ]);
  assert.deepEqual(
    pointsOf({ email: '07700 900480', phone: 'olu@example.com' }, 'GB').map(({ kind }) => kind),
    ['phone', 'email'],
  );
  assert.deepEqual(
    pointsOf({ email: 'a@x.example; A@x.example, b@x.example' }, 'GB').map(({ value }) => value),
    ['a@x.example', 'b@x.example'],
  );
  assert.deepEqual(pointsOf({ email: 'nonsense', phone: '0' }, 'GB'), []);
});

test('a name is cleaned and otherwise left as it was typed', () => {
  const said: [string, string | null][] = [
    ['<b>Eve</b>', 'Eve'],
    ['Eve <eve@example.com>', 'Eve'],
    ['"Adeyemi, Olu"', 'Olu Adeyemi'],
    ['Adeyemi, Olu', 'Olu Adeyemi'],
    ['Vega, Sr., Jordan', 'Jordan Vega Sr.'],
    ['Anna Weber, MD', 'Anna Weber, MD'],
    ['Smith & Sons, Plumbing', 'Smith & Sons, Plumbing'],
    ['Acme, Inc.', 'Acme, Inc.'],
    ['Olu Adeyemi via Google Forms', 'Olu Adeyemi'],
    ["'Olu' (via Example Site)", 'Olu'],
    ['Via Rossi', 'Via Rossi'],
    ["O'Brien", "O'Brien"],
    ['O&#039;Brien', "O'Brien"],
    ['José', 'José'],
    ['李雷', '李雷'],
    ['bob', 'bob'],
    ['van der Berg', 'van der Berg'],
    ['„Anna Weber“', 'Anna Weber'],
    ['olu@example.com', null],
    ['(Empty)', null],
    ['-', null],
    ['', null],
    ['<script></script>', null],
    ['Eve\r\nBcc: all@example.com', 'Eve Bcc: all@example.com'],
    ['=HYPERLINK("http://bad.example","x")', '=HYPERLINK("http://bad.example","x")'],
    ['+44 7700 900538', '+44 7700 900538'],
  ];
  for (const [typed, name] of said) assert.equal(personName(typed), name, typed);
  assert.equal(personName('x'.repeat(500))!.length, 120);
});

test('a letter greets by first name, and by title and family name where a title was given', () => {
  const said: Record<string, string> = {
    'Olu Adeyemi': 'Olu',
    bob: 'bob',
    'Anna-Lena Weber': 'Anna-Lena',
    "O'Brien": "O'Brien",
    'Mrs Hall': 'Mrs Hall',
    'Mrs Jane Hall': 'Mrs Hall',
    'Dr. Anna Weber': 'Dr. Weber',
    'Herr Dr. Max Weber': 'Herr Dr. Weber',
    'Frau Anna von Weber': 'Frau von Weber',
    'Dr Martin King Jr.': 'Dr King',
    'J. Smith': 'J. Smith',
    'van der Berg': 'van der Berg',
    'Anna and Ben Weber': 'Anna and Ben Weber',
    'Familie Weber': 'Familie Weber',
    'Harbour Plumbing Ltd': 'Harbour Plumbing Ltd',
    李雷: '李雷',
    '李 雷': '李 雷',
    Mrs: 'Mrs',
    '': '',
  };
  for (const [name, greeting] of Object.entries(said)) assert.equal(firstName(name), greeting, name);
});
