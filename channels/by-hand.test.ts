import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadInput } from '#domain/bad-input.ts';
import { sources } from '#domain/source.ts';
import { byHand } from './by-hand.ts';
import type { Item, Message, World } from './channel.ts';

const world: World = {
  ownDomains: [],
  teamAddresses: [],
  ownNumbers: [],
  isOurMessageId: () => false,
  region: 'GB',
  zone: 'Europe/London',
};
const receivedAt = Date.UTC(2026, 10, 16, 12);
const itemsOf = (body: string | Uint8Array, contentType: string): Item[] =>
  byHand.understand({ body: typeof body === 'string' ? Buffer.from(body) : body, contentType, receivedAt }, world);
const json = (value: unknown) => itemsOf(JSON.stringify(value), 'application/json')[0] as Message;
const line = (text: string) => itemsOf(text, 'text/plain; charset=utf-8')[0] as Message;
const sample = (name: string, type: string) =>
  itemsOf(readFileSync(new URL(`../test/samples/manual/${name}`, import.meta.url)), type)[0];

test('every sample is understood as its manifest says', () => {
  assert.deepEqual(sample('01-walk-in.json', 'application/json'), {
    is: 'message',
    source: 'walk-in',
    from: { name: 'Mrs Hall' },
    asked: 'Came to the shop, wants someone to look at her stair lift drain. Will come back Thursday.',
    receivedAt: Date.UTC(2026, 10, 16, 11, 20),
    fields: { taken_by: 'Priya' },
  });
  assert.deepEqual(sample('02-referral.json', 'application/json'), {
    is: 'message',
    source: 'referral',
    from: { name: 'Becky Lowe', phone: '07700 900485' },
    asked: "Margaret's niece, cistern leaking",
    receivedAt: Date.UTC(2026, 10, 16, 11, 25),
    referredBy: 'Margaret Okafor',
    fields: { taken_by: 'Tom' },
  });
  assert.deepEqual(sample('03-quick-note-freeform.txt', 'text/plain'), {
    is: 'message',
    source: 'phone',
    from: { name: 'bob', phone: '07700900486' },
    asked: 'bob from no 42 ring back re: gutters 07700900486 after 5',
    fields: { From: 'no 42' },
  });
});

test('the shape of the API is taken as it is', () => {
  const said = {
    channel: 'walk-in',
    from: { name: 'Weber, Anna', email: 'Anna@example.de', phone: '0117 496 0100', company: 'Weber GmbH', handle: '@anna' },
    asked: 'A new boiler\r\nsoon',
    urgent: true,
    wants: ['quote'],
    receivedAt: '2026-11-16T11:00:00+01:00',
    referredBy: 'Olu',
    externalId: 'x-1',
  };
  assert.deepEqual(json(said), {
    is: 'message',
    source: 'walk-in',
    from: { name: 'Anna Weber', email: 'Anna@example.de', phone: '0117 496 0100', company: 'Weber GmbH', handle: '@anna' },
    asked: 'A new boiler\nsoon',
    urgent: true,
    wants: ['quote'],
    receivedAt: Date.UTC(2026, 10, 16, 10),
    referredBy: 'Olu',
    externalId: 'x-1',
  });
});

test('what does not fit the API is told by its field', () => {
  const from = { name: 'Olu' };
  const wrong: [unknown, string][] = [
    [{ channel: 'pigeon', from, asked: 'x' }, 'channel'],
    [{ channel: 7, from, asked: 'x' }, 'channel'],
    [{ from: { name: ['Olu'] }, asked: 'x' }, 'from.name'],
    [{ from: { email: 'olu' }, asked: 'x' }, 'from.email'],
    [{ from, asked: { text: 'x' } }, 'asked'],
    [{ from, asked: 'x', urgent: 'yes' }, 'urgent'],
    [{ from, asked: 'x', wants: 'quote' }, 'wants'],
    [{ from, asked: 'x', receivedAt: 'yesterday' }, 'receivedAt'],
    [{ from: {} }, 'asked'],
    [{}, 'asked'],
  ];
  for (const [value, field] of wrong)
    assert.throws(
      () => json(value),
      (error) => error instanceof BadInput && error.status === 422 && error.field === field,
      field,
    );
});

test('a time without a zone is the team’s, one still to come is now', () => {
  const at = (said: string | number) => json({ name: 'Olu', at: said }).receivedAt;
  assert.equal(at('2026-07-01 09:30'), Date.UTC(2026, 6, 1, 8, 30));
  assert.equal(at('2026-07-01'), Date.UTC(2026, 5, 30, 23));
  assert.equal(at(1_782_000_000), 1_782_000_000_000);
  assert.equal(at('2030-01-01T00:00:00Z'), receivedAt);
  assert.deepEqual(json({ name: 'Olu', at: 'after lunch' }).fields, { at: 'after lunch' });
});

test('who sent them is known by any name and never taken for the one who asks', () => {
  for (const label of ['referred_by', 'referrer', 'sent by', 'Recommended by', 'introduced_by', 'empfohlen von'])
    assert.equal(json({ kind: 'referral', name: 'Al', [label]: 'Olu' }).referredBy, 'Olu', label);
  const told = json({ kind: 'referral', name: 'Al', referred_by: { name: 'Olu', phone: '07700 900142' }, text: 'tap' });
  assert.deepEqual([told.from, told.referredBy], [{ name: 'Al' }, 'Olu']);
  assert.deepEqual(told.fields, { 'referred_by.phone': '07700 900142' });
});

test('what they want is the request where nothing else was written', () => {
  const { from, asked, wants } = json({ kind: 'walk_in', customer: 'Eli Fox', mobile: '07700 900851', job: 'bath' });
  assert.deepEqual([from, asked, wants], [{ name: 'Eli Fox', phone: '07700 900851' }, 'bath', ['bath']]);
});

test('ways in are known by any spelling, an unknown one is kept', () => {
  for (const [said, source] of Object.entries({
    walk_in: 'walk-in',
    'Walk in': 'walk-in',
    'Live chat': 'chat',
    WhatsApp: 'whatsapp',
    call: 'phone',
    phone_call: 'phone',
    Anruf: 'phone',
    instagram_dm: 'instagram',
    'Facebook message': 'facebook',
    'text message': 'sms',
    google_business_profile: 'google-business',
    'repeat customer': 'existing-customer',
    Empfehlung: 'referral',
  }))
    assert.equal(json({ kind: said, name: 'Olu' }).source, source, said);
  assert.equal(json({ type: 'referral', name: 'Olu' }).source, 'referral');
  assert.deepEqual(json({ type: 'carrier pigeon', name: 'Olu' }).fields, { type: 'carrier pigeon' });
  const odd = json({ kind: 'constructor', name: 'Olu' });
  assert.deepEqual([odd.source, odd.fields], ['other', { kind: 'constructor' }]);
  assert.deepEqual(byHand.sources, Object.keys(sources));
});

test('a jotted line gives up its name, number, address and way in', () => {
  const said: [string, Message['from'], string][] = [
    ['Sunita Rao, 07700 900123, kitchen tap', { name: 'Sunita Rao', phone: '07700 900123' }, 'other'],
    ['call bob back 07700900486', { name: 'bob', phone: '07700900486' }, 'phone'],
    ['missed call from Mrs Hall 0117 496 0100', { name: 'Mrs Hall', phone: '0117 496 0100' }, 'missed-call'],
    ['Rückruf Frau Weber wegen Heizung 0117 496 0100', { name: 'Frau Weber', phone: '0117 496 0100' }, 'phone'],
    ['Anna Weber leaking tap anna@example.de', { name: 'Anna Weber', email: 'anna@example.de' }, 'other'],
    ["Siobhán O'Brien rang about the roof", { name: "Siobhán O'Brien" }, 'phone'],
    ['Dee on Instagram @dee.home wants a quote', { name: 'Dee', handle: '@dee.home' }, 'instagram'],
    ['boiler broken, 07700 900486', { phone: '07700 900486' }, 'other'],
    ['the lady at the bakery wants a quote 07700 900486', { phone: '07700 900486' }, 'other'],
    ['07700 900486', { phone: '07700 900486' }, 'other'],
    ['Dan', { name: 'Dan' }, 'other'],
  ];
  for (const [text, from, source] of said) {
    const message = line(text);
    assert.deepEqual(message.from, from, text);
    assert.equal(message.source, source, text);
    assert.equal(message.asked, text);
    assert.equal(message.doubt, undefined, text);
  }
});

test('lines that each name somebody and how to reach them are a note each', () => {
  const notes = itemsOf('Bob Hill 07701 400001 gutters\n\nSue Dale 07701 400002 boiler\n', 'text/plain') as Message[];
  assert.deepEqual(
    notes.map(({ from, asked }) => [from.name, from.phone, asked]),
    [
      ['Bob Hill', '07701 400001', 'Bob Hill 07701 400001 gutters'],
      ['Sue Dale', '07701 400002', 'Sue Dale 07701 400002 boiler'],
    ],
  );
  for (const one of ['Bob Hill 07701 400003\nwants a boiler\nbob@hill.example', 'Bob Hill 07701 400003\nhome 0117 496 0123'])
    assert.equal(itemsOf(one, 'text/plain').length, 1, one);
});

test('a note says who sent them', () => {
  for (const [text, name, referredBy] of [
    ['Joe Brown (referred by Sunita) 07700 900822 stopcock', 'Joe Brown', 'Sunita'],
    ['Tim Schulz 07700 900823, empfohlen von Frau Weber, Bad', 'Tim Schulz', 'Frau Weber'],
    ['Ann Cole 07700 900824 recommended by Mrs Hall at no 4', 'Ann Cole', 'Mrs Hall'],
  ] as const) {
    const message = line(text);
    assert.deepEqual([message.from.name, message.source, message.referredBy], [name, 'referral', referredBy], text);
  }
  assert.equal(line('Joe Brown 07700 900822 referred by a friend').referredBy, undefined);
});

test('lines with labels are read by their labels', () => {
  const message = line('Name: Olga Brandt\nTel: 07700 900808\nWants: new radiator');
  assert.deepEqual(message.from, { name: 'Olga Brandt', phone: '07700 900808' });
  assert.equal(message.asked, 'Name: Olga Brandt\nTel: 07700 900808\nWants: new radiator');
});

test('a name is enough when a person typed it; with nobody named a person looks', () => {
  assert.equal(line('Mrs Hall wants her drain looked at').doubt, undefined);
  assert.equal(line('leaking tap in the kitchen').doubt, 'nobody is named');
  assert.equal(json({ text: 'leaking tap' }).doubt, 'nobody is named');
  assert.equal(json({ from: { handle: '@dee' }, asked: '' }).doubt, undefined);
});

test('what is shared from a phone is read like a line', () => {
  const shared = itemsOf(
    'title=&text=Sunita+Rao%2C+07700+900123%2C+kitchen+tap',
    'application/x-www-form-urlencoded',
  )[0] as Message;
  assert.deepEqual(shared.from, { name: 'Sunita Rao', phone: '07700 900123' });
});

test('several in a list are several messages', () => {
  assert.equal(itemsOf('[{"name":"Olu"},{"from":{"name":"Eve"}}]', 'application/json').length, 2);
});

test('no bytes make it throw anything but BadInput', () => {
  const types = fc.constantFrom(
    'application/json',
    'text/plain',
    '',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
  );
  const api = fc.record(
    { channel: fc.anything(), from: fc.anything(), asked: fc.anything(), receivedAt: fc.anything(), wants: fc.anything() },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    api.map((one) => JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? 1 : value)) ?? ''),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text.map((one) => new Uint8Array(Buffer.from(one))),
        fc.uint8Array(),
      ),
      types,
      (body, type) => {
        try {
          for (const item of itemsOf(body, type)) assert.equal(item.is, 'message');
        } catch (error) {
          if (!(error instanceof BadInput)) throw error;
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('the way it came in is no name, and a name may have letters of any language', () => {
  for (const [text, name] of [
    ['missed call 07700900301', undefined],
    ['missed call from Ida Moss 07700900301', 'Ida Moss'],
    ['walk in - lady wants a price for gutters', undefined],
    ['whatsapp from Aisha 07700 900307 "do you do wet rooms?"', 'Aisha'],
    ['facebook message from Nell Gwyn, quote for 3 sinks', 'Nell Gwyn'],
    ['left message for jim 07700900310 about fence', 'jim'],
    ['priya to ring mrs hall back 07700900312', undefined],
    ['Rang: Peter Hall. Number 0117 496 0102. Wants to move a sink.', 'Peter Hall'],
    ['José García +34 612 345 679 caldera', 'José García'],
    ['María Núñez 07700900316 caldera', 'María Núñez'],
    ['Emma & Luke Jones 07700 900309 kitchen tap', 'Emma & Luke Jones'],
    ['Ring Tom Reid back, 07700 900123, leak under the sink', 'Tom Reid'],
    ['Fr. Weber, Tel. 0221 4710815, Rückruf morgen', 'Fr. Weber'],
    ['Sig. Rossi ha chiamato 07700 900816 caldaia', 'Sig. Rossi'],
    ['Frau Dr. Klein rief an, 0049 30 23125001', 'Frau Dr. Klein'],
    ['0770 0900 803 Jo Bloggs re: wet room', 'Jo Bloggs'],
    ['07700 900804 - Lee Hart wants quote for boiler', 'Lee Hart'],
    ['kim.lowe@post.example Kim Lowe, bathroom', 'Kim Lowe'],
    ['Existing customer Bev Hart, 07700 900823, boiler noisy again', 'Bev Hart'],
    ['CALL BACK MRS PRICE 0117 496 0801 ASAP', 'MRS PRICE'],
    ['Fam. Lehmann, 0117 496 0802, Angebot', 'Fam. Lehmann'],
    ['Mon 9am: Kate Ross (07701 400005) wants a bath', undefined],
    ['Unknown caller 07701 400013', undefined],
    ['private number, leak, will call again', undefined],
    ['Neukunde Max Mustermann, 0117 496 0803, Angebot', 'Max Mustermann'],
    ['am 02.12.2026 vorbeigekommen: Karl Berg 0117 496 0804', undefined],
    ['rappeler Mme Petit 0117 496 0805', 'Mme Petit'],
    ['bloke in blue van asked about gutters', undefined],
    ['Ref: Margaret Okafor sent her sister 07700 900821', undefined],
    ['Postcode BS1 4ST, 12 Park Row, 07700 900829', undefined],
    ['invoice 12345678901 query kay.ross@post.example', undefined],
  ] as const)
    assert.equal(line(text).from?.name, name, text);
});
