import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadInput } from '#domain/bad-input.ts';
import { pointsOf } from '#domain/contact.ts';
import type { Item, Message, World } from './channel.ts';
import { websiteForm } from './website-form.ts';

const form = 'application/x-www-form-urlencoded';
const world: World = {
  ownDomains: ['harbourplumbing.example'],
  teamAddresses: [],
  ownNumbers: [],
  isOurMessageId: () => false,
  region: 'GB',
  zone: 'Europe/London',
};

const itemsOf = (body: string | Uint8Array, contentType = form): Item[] =>
  websiteForm.understand({ body: typeof body === 'string' ? Buffer.from(body) : body, contentType, receivedAt: 0 }, world);

function messageOf(body: string | Uint8Array, contentType = form): Message {
  const [item, ...more] = itemsOf(body, contentType);
  assert.equal(more.length, 0);
  assert.equal(item?.is, 'message');
  return item as Message;
}

const samples = new URL('../test/samples/website-form/', import.meta.url);
const sample = (name: string) => itemsOf(readFileSync(new URL(name, samples)))[0]!;
const olu = {
  is: 'message',
  source: 'website-form',
  from: { name: 'Olu Adeyemi', email: 'olu@example.com', phone: '07700900480' },
  asked: 'Need help with a leak\nThanks',
};
const expected: Record<string, Item> = {
  '01-urlencoded.form': olu as Message,
  '02-honeypot-filled.form': { is: 'noise', reason: 'honeypot', from: { name: 'Bot', email: 'bot@spam.example' }, asked: 'buy' },
  '04-missing-contact.form': {
    is: 'message',
    source: 'website-form',
    from: { name: 'Mystery' },
    asked: 'please call me',
    doubt: 'no way to reach them',
  },
  '05-latin1-bytes.form': {
    is: 'message',
    source: 'website-form',
    from: { name: 'Renée', email: 'renee@example.fr' },
    asked: 'café',
  },
  '07-html-in-message.form': {
    is: 'message',
    source: 'website-form',
    from: { name: 'Eve', email: 'eve@example.com' },
    asked: "<script>alert(1)</script>=cmd|' /C calc'!A0 need a quote",
  },
  // The same words as 01: that it came twice is seen where arrivals are joined.
  '08-double-submit.form': olu as Message,
};

test('every sample is understood as its manifest says', () => {
  for (const name of readdirSync(samples)) assert.deepEqual(sample(name), expected[name], name);
  assert.deepEqual(
    pointsOf((sample('01-urlencoded.form') as Message).from, 'GB').map(({ value }) => value),
    ['olu@example.com', '+447700900480'],
  );
});

test('labels in other languages and of form builders find their place', () => {
  const { from, asked, subject, fields } = messageOf(
    'Vorname=Anna&Name=Weber&E-Mail-Adresse=anna%40example.de&Telefonnummer=0117+496+0100&Firma=Weber+GmbH&Betreff=Heizung&Ihre+Nachricht=Bitte+melden&PLZ=20095',
  );
  assert.deepEqual(from, { name: 'Anna Weber', email: 'anna@example.de', phone: '0117 496 0100', company: 'Weber GmbH' });
  assert.deepEqual([asked, subject, fields], ['Bitte melden', 'Heizung', { PLZ: '20095' }]);
});

test('without a message field the other answers are the message, consent and technical fields are not', () => {
  const message = messageOf(
    'email=a%40x.example&roof_type=flat&How+old+is+it%3F=12+years&consent=on&utm_source=ads&_next=%2Fthanks',
  );
  assert.equal(message.asked, 'Roof type: flat\nHow old is it?: 12 years');
  assert.deepEqual(message.fields, { consent: 'on', utm_source: 'ads' });
});

test('nothing that was said is lost: every value is in the sender, the message or the fields', () => {
  const word = fc.stringMatching(/^[a-z]{3,10}$/);
  const label = fc.oneof(
    fc.constantFrom(
      'name',
      'email',
      'phone',
      'message',
      'company',
      'subject',
      'urgent',
      'wants',
      'city',
      'consent',
      '__proto__x',
      'first name',
    ),
    word,
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          label.filter((one) => !one.startsWith('_')),
          word,
        ),
        { minLength: 1, maxLength: 12 },
      ),
      (pairs) => {
        const message = messageOf(String(new URLSearchParams(pairs)));
        const shown = JSON.stringify(message).toLowerCase();
        for (const [, value] of pairs)
          if (!/^(?:on|yes|true|ja|oui|tak|sim)$/.test(value)) assert.ok(shown.includes(value), value);
      },
    ),
  );
});

test('steering keys set the source and the language and are never shown', () => {
  const message = messageOf('email=a%40x.example&message=hi&_source=quote-form&_lang=de&_stamp=abc&_next=%2F&_charset_=UTF-8');
  assert.deepEqual(message, { is: 'message', source: 'quote-form', from: { email: 'a@x.example' }, asked: 'hi', language: 'de' });
  const other = messageOf('email=a%40x.example&message=hi&_source=voicemail&_lang=%3Cb%3E');
  assert.deepEqual([other.source, other.language], ['website-form', undefined]);
});

test('the address of a page made for a form service is read from _replyto', () => {
  assert.deepEqual(messageOf('_replyto=a%40x.example&message=hi').from, { email: 'a@x.example' });
});

test('a ticked box marks it urgent, an unticked one does not', () => {
  for (const tick of ['on', 'yes', 'true', '1', 'ja', 'Yes, water is running'])
    assert.equal(messageOf(`email=a%40x.example&message=hi&urgent=${encodeURIComponent(tick)}`).urgent, true, tick);
  for (const tick of ['', 'no', '0', 'off', 'nein', 'yesterday'])
    assert.equal(messageOf(`email=a%40x.example&message=hi&urgent=${encodeURIComponent(tick)}`).urgent, undefined, tick);
});

test('an address or number in the wrong place still reaches the person', () => {
  assert.equal(messageOf('Email+or+phone=07700+900480&message=hi').from.phone, '07700 900480');
  assert.equal(messageOf('Contact=olu%40example.com&message=hi').from.email, 'olu@example.com');
  const written = messageOf('name=Olu&message=please+ring+07700+900480');
  assert.deepEqual([written.from, written.doubt], [{ name: 'Olu', phone: '07700 900480' }, undefined]);
});

test('an address typed where the name belongs reaches the person, unless there is a better one', () => {
  assert.deepEqual(messageOf('name=tess%40example.com&message=a+leak').from, { email: 'tess@example.com' });
  const both = messageOf('name=tess%40example.com&email=t.reid%40example.com&message=a+leak');
  assert.equal(both.from?.email, 't.reid@example.com');
  assert.deepEqual(both.fields, { name: 'tess@example.com' });
});

test('a number with words beside it is a number, and all that was typed is kept', () => {
  const after = messageOf('name=Olu&phone=07700+900480+%28after+5pm%29&message=hi');
  assert.deepEqual([after.from.phone, after.fields], ['07700 900480', { phone: '07700 900480 (after 5pm)' }]);
  const two = messageOf('name=Olu&email=a%40x.example%2C+b%40x.example&message=hi');
  assert.deepEqual([two.from.email, two.fields], ['a@x.example', { email: 'a@x.example, b@x.example' }]);
});

test('a number or an address within the name reaches the person and is no part of the name', () => {
  const from = (name: string) => messageOf(new URLSearchParams({ name, message: 'a leak' }).toString()).from;
  assert.deepEqual(from('07700 900480'), { phone: '07700 900480' });
  assert.deepEqual(from('Dot Ellis 07700 900480'), { name: 'Dot Ellis', phone: '07700 900480' });
  assert.deepEqual(from('Carl Ray <carl@ray.example>'), { name: 'Carl Ray', email: 'carl@ray.example' });
});

test('a code in a field of its own belongs to the number beside it', () => {
  const phone = (pairs: Record<string, string>) =>
    messageOf(new URLSearchParams({ ...pairs, message: 'hi' }).toString()).from.phone;
  assert.equal(phone({ 'q5_phone[area]': '0117', 'q5_phone[phone]': '4960127' }), '0117 4960127');
  assert.equal(phone({ 'phone[country]': '+49', 'phone[number]': '0221 4710123' }), '+49 0221 4710123');
  assert.equal(phone({ country_code: '+33', phone: '6 12 34 56 78' }), '+33 6 12 34 56 78');
  assert.equal(phone({ Vorwahl: '0117', Telefon: '4960127' }), '0117 4960127');
  assert.equal(phone({ country_code: '+33', phone: '+44 7700 900480' }), '+44 7700 900480');
  assert.equal(phone({ country: 'France', phone: '07700 900480' }), '07700 900480');
});

test('where a builder numbers its fields, an address and a number are known by their looks', () => {
  const message = messageOf(
    'form_fields%5Bemail%5D=a%40x.example&form_fields%5Bfield_a1b2c3d%5D=07700+900480&item_meta%5B10%5D=A+leak&item_meta%5B11%5D=12345678',
  );
  assert.deepEqual(message.from, { email: 'a@x.example', phone: '07700 900480' });
  assert.equal(message.asked, 'A leak\n12345678');
});

test('an id is no telephone number, though it has as many digits', () => {
  const message = messageOf('{"id":"4104930472","page":{"ref":"12345678901"},"message":"hi"}', 'application/json');
  assert.deepEqual([message.from, message.doubt], [{}, 'no way to reach them']);
  for (const label of ['Kundennummer', 'Order number', 'policy_no', 'Account'])
    assert.equal(
      messageOf(new URLSearchParams({ [label]: '01174960123', message: 'hi' }).toString()).doubt,
      'no way to reach them',
    );
});

test('what says who sent them is not how they are reached', () => {
  const message = messageOf('name=Al&message=hi&referred_by%5Bphone%5D=07700+900142&referred_by%5Bemail%5D=m%40x.example');
  assert.deepEqual([message.from, message.doubt], [{ name: 'Al' }, 'no way to reach them']);
});

test('an underscore in front of what says something does not hide it', () => {
  const message = messageOf('_u1%5Bfirst%5D=Kim&_u1%5Blast%5D=Page&_u2=kim%40page.example&_u3=Cracked+tray');
  assert.deepEqual(message.from, { name: 'Kim Page', email: 'kim@page.example' });
  assert.equal(message.asked, 'Cracked tray');
  assert.equal(messageOf('_name=Kim&_email=kim%40page.example&_message=hi&_subject=New+enquiry').subject, undefined);
});

test('an address that cannot be one is kept as a field and a person looks', () => {
  const message = messageOf('name=Olu&email=olu%40example&phone=0&message=hi');
  assert.deepEqual(message.from, { name: 'Olu' });
  assert.deepEqual(message.fields, { email: 'olu@example', phone: '0' });
  assert.equal(message.doubt, 'no way to reach them');
});

test('headers cannot be smuggled in through a name or an address', () => {
  const message = messageOf(
    'name=Eve%0D%0ABcc%3A+all%40x.example&email=eve%40example.com%0D%0ABcc%3A+all%40x.example&subject=a%0Ab&message=hi',
  );
  assert.deepEqual(message.from, { name: 'Eve Bcc: all@x.example' });
  assert.equal(message.subject, 'a b');
});

test('a message of nothing but links is kept for a person to look at', () => {
  assert.equal(
    messageOf('email=a%40x.example&message=https%3A%2F%2Fspam.example+%3Ca+href%3D%22x%22%3Ewww.spam.example%3C%2Fa%3E').doubt,
    'only links',
  );
  assert.equal(messageOf('email=a%40x.example&message=like+https%3A%2F%2Ftap.example').doubt, undefined);
});

test('a trap by another name is a trap, and ticks alone say nothing', () => {
  for (const trap of ['_honey', '_honeypot', 'honeypot', 'bot-field'])
    assert.deepEqual(itemsOf(`email=b%40x.example&message=buy&${trap}=x`)[0], {
      is: 'noise',
      reason: 'honeypot',
      from: { email: 'b@x.example' },
      asked: 'buy',
    });
  assert.equal(itemsOf('email=b%40x.example&message=hi&honeypot=&bot-field=')[0]!.is, 'message');
  for (const nothing of ['consent=on&submit=Send', 'name=%E2%80%8B&message=%E2%80%8B+%EF%BB%BF'])
    assert.deepEqual(itemsOf(nothing), [{ is: 'noise', reason: 'empty' }], nothing);
});

test('who a deal with a title and a value is about is read too', () => {
  const deal = { title: 'Boiler swap', value: 1200, email: 'cy@example.com', phone: '07700 900123', message: 'Please call me' };
  const { from, asked } = messageOf(JSON.stringify({ deal }), 'application/json');
  assert.deepEqual([from, asked], [{ email: 'cy@example.com', phone: '07700 900123' }, 'Please call me']);
  for (const reach of [{ email: 'cy@example.com' }, { emails: ['cy@example.com'] }, { email: { work: 'cy@example.com' } }]) {
    const customer = { name: 'Cy Marsh', value: 3, ...reach };
    assert.equal(messageOf(JSON.stringify({ customer, message: 'Hi' }), 'application/json').from.email, 'cy@example.com');
  }
});

test('a question that was left open is no message', () => {
  const answers = [
    { question: 'Name', answer: 'Cy Marsh' },
    { question: 'Email', answer: 'cy@example.com' },
    { question: 'Anything else?', answer: null },
  ];
  assert.equal(messageOf(JSON.stringify({ answers }), 'application/json').asked, '');
});

test('what stands below a labelled line of text is the message, and no part of a number or an address', () => {
  for (const [reach, from] of [
    ['Phone: 07700 900123', { name: 'Cy Marsh', phone: '07700 900123' }],
    ['Email: cy@example.com', { name: 'Cy Marsh', email: 'cy@example.com' }],
  ] as const) {
    const message = messageOf(`Name: Cy Marsh\n${reach}\n\nThe gutter leaks.\nPlease come.`, 'text/plain');
    assert.deepEqual([message.from, message.asked], [from, 'The gutter leaks.\nPlease come.']);
  }
  assert.deepEqual(messageOf('Name: Cy Marsh\nPhone:\n07700 900123', 'text/plain').from.phone, '07700 900123');
});

test('the number that a shop has for a country is no code to dial', () => {
  for (const country of ['826', '49', '14', 'GB'])
    assert.equal(messageOf(`country=${country}&phone=07700+900123`).from.phone, '07700 900123', country);
  assert.equal(messageOf('country=Germany+%28%2B49%29&phone=0171+1234567').from.phone, '+49 0171 1234567');
});

test('the advertisement that brought them is no name, beside a Turkish family name it is one', () => {
  assert.deepEqual(messageOf('ad=spring-boilers&email=cy%40example.com').from, { email: 'cy@example.com' });
  assert.equal(messageOf('Ad=Cem&Soyad=Kaya&email=cy%40example.com').from.name, 'Cem Kaya');
});

test('a long text in a field for a number is kept and not looked through', () => {
  const told = `${'Please ring my neighbour. '.repeat(20)}07700 900123`;
  const { from, asked } = messageOf(new URLSearchParams({ email: 'cy@example.com', phone: told }).toString());
  assert.deepEqual([from, asked], [{ email: 'cy@example.com' }, `Phone: ${told}`]);
});

test('what is asked for plainly is theirs, whatever of somebody else stands before it', () => {
  const told = { 'Partner email': 'ben@example.com', 'Emergency contact phone': '07700 900999', 'Company size': '10-50' };
  const own = { 'Contact person': 'Cy Marsh', 'Company name': 'Quay Ltd', Email: 'cy@example.com', Phone: '07700 900123' };
  const { from, fields } = messageOf(new URLSearchParams({ ...told, ...own, message: 'Hi' }).toString());
  assert.deepEqual(from, { name: 'Cy Marsh', company: 'Quay Ltd', email: 'cy@example.com', phone: '07700 900123' });
  assert.deepEqual(fields, told);
  const alone = messageOf('Best+email+for+you=cy%40example.com&Phone=none&What+is+the+best+phone+number=07700+900123');
  assert.deepEqual(alone.from, { email: 'cy@example.com', phone: '07700 900123' });
});

test('an area that stands alone is no code to dial', () => {
  assert.equal(messageOf('Area=250&Phone=496+0123&email=cy%40example.com').from.phone, '496 0123');
  assert.equal(messageOf('phone[area]=0117&phone[number]=496+0123').from.phone, '0117 496 0123');
});

test('an empty form is noise, a list of forms is several messages', () => {
  assert.deepEqual(itemsOf('name=&email=&_gotcha='), [{ is: 'noise', reason: 'empty' }]);
  assert.deepEqual(itemsOf('{}', 'application/json'), [{ is: 'noise', reason: 'empty' }]);
  assert.equal(itemsOf('[{"email":"a@x.example"},{"email":"b@x.example"}]', 'application/json').length, 2);
});

test('what is sent to try the form is a test, and an address that only looks like it is a customer', () => {
  for (const email of ['test@test.com', ' Test1@Test.de ', 'test@test.co.uk'])
    assert.deepEqual(itemsOf(new URLSearchParams({ name: 'Test', email, message: 'Does it work?' }).toString()), [
      { is: 'test', from: { name: 'Test', email: email.trim() }, asked: 'Does it work?' },
    ]);
  for (const email of ['test@example.com', 'test@testbau.de', 'tester@test.com', 'a.test@test.com', 'test@test.com.reid.example'])
    assert.equal(itemsOf(new URLSearchParams({ email, message: 'Hello' }).toString())[0]!.is, 'message', email);
  assert.equal(itemsOf('email=test%40test.com&message=x&_gotcha=y')[0]!.is, 'noise');
});

test('a photo alone is an enquiry, and files come with the message', () => {
  const head = '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\na@x.example\r\n';
  const file =
    '--b\r\nContent-Disposition: form-data; name="photo"; filename="leak.jpg"\r\nContent-Type: image/jpeg\r\n\r\nJPEG\r\n--b--\r\n';
  const message = messageOf(head + file, 'multipart/form-data; boundary=b');
  assert.deepEqual(
    message.attachments?.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
    [['leak.jpg', 'JPEG']],
  );
  assert.equal(messageOf(file, 'multipart/form-data; boundary=b').doubt, 'no way to reach them');
});

test('a message beyond 20,000 characters is shortened visibly', () => {
  const { asked } = messageOf(`email=a%40x.example&message=${'x'.repeat(30_000)}`);
  assert.equal(asked.length, 20_000);
  assert.ok(asked.endsWith('…'));
});

test('a label that names a prototype is kept as a plain field', () => {
  const { fields } = messageOf(
    '{"email":"a@x.example","message":"hi","constructor":"c","x":{"__proto__":"p"}}',
    'application/json',
  );
  assert.deepEqual(Object.entries(fields!), [
    ['constructor', 'c'],
    ['x.__proto__', 'p'],
  ]);
});

test('no bytes make it throw anything but BadInput', () => {
  const types = fc.constantFrom(form, 'application/json', 'text/plain', 'multipart/form-data; boundary=b', '');
  const text = fc
    .oneof(fc.string({ unit: 'binary' }), fc.json(), fc.webQueryParameters())
    .map((one) => new Uint8Array(Buffer.from(one)));
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array()), types, (body, type) => {
      try {
        for (const item of itemsOf(body, type)) assert.ok(item.is === 'message' || item.is === 'noise');
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
