import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BadInput } from '#domain/bad-input.ts';
import { type Field, formBody } from './form-body.ts';

const form = 'application/x-www-form-urlencoded';
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const fieldsOf = (text: string | Uint8Array, type: string): Field[] => {
  const submissions = formBody(typeof text === 'string' ? bytes(text) : text, type);
  assert.equal(submissions.length, 1);
  return submissions[0]!.fields;
};
const refused = (status: number) => (error: unknown) =>
  error instanceof BadInput && error.status === status && /^[A-Z].*\.$/.test(error.message);
const multipart = 'multipart/form-data; boundary=x1';
const part = (head: string, body: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.concat([
    Buffer.from(`--x1\r\nContent-Disposition: form-data; ${head}\r\n\r\n`, encoding),
    Buffer.from(body, encoding),
    Buffer.from('\r\n'),
  ]);
const parts = (...all: Buffer[]) => new Uint8Array(Buffer.concat([...all, Buffer.from('--x1--\r\n')]));

test('any list of labels and values survives being urlencoded', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((one) => one.replaceAll('\0', '').toWellFormed().normalize('NFC'));
  const label = text.filter((one) => one !== '' && one !== '_charset_');
  fc.assert(
    fc.property(fc.array(fc.tuple(label, text), { minLength: 1, maxLength: 20 }), (pairs) => {
      const body = `x=y&${new URLSearchParams(pairs)}`;
      assert.deepEqual(fieldsOf(body, form), [['x', 'y'], ...pairs]);
    }),
    { numRuns: 300 },
  );
});

test('broken percent signs, empty pairs and repeated labels are taken as they stand', () => {
  assert.deepEqual(fieldsOf('a=100%&b=%zz&c=%4&&=&d&e=1=2&a=%2', form), [
    ['a', '100%'],
    ['b', '%zz'],
    ['c', '%4'],
    ['d', ''],
    ['e', '1=2'],
    ['a', '%2'],
  ]);
});

test('the charset is the one the form names, else the header, else told from the bytes', () => {
  const name = (body: string, type = form) => fieldsOf(body, type)[0]![1];
  assert.equal(name('name=Ren%E9e'), 'Renée');
  assert.equal(name('name=Ren%C3%A9e'), 'Renée');
  assert.equal(name('name=%B3&_charset_=iso-8859-2'), 'ł');
  assert.equal(name('name=%B3', `${form}; charset=iso-8859-2`), 'ł');
  assert.equal(name('name=%B3', `${form}; charset=nonsense`), '³');
  assert.equal(name('name=Ren%C3%A9e', `${form}; charset=iso-8859-1`), 'Renée');
  assert.equal(fieldsOf(bytes('name=Renée', 'latin1'), form)[0]![1], 'Renée');
});

test('two charsets in one form are each read for itself', () => {
  assert.deepEqual(fieldsOf('name=Ren%C3%A9e&message=caf%E9', form), [
    ['name', 'Renée'],
    ['message', 'café'],
  ]);
  assert.equal(fieldsOf('a=%D4&b=%C3%A9&_charset_=windows-1251', form)[0]![1], 'Ф');
});

test('half characters and NUL never get through', () => {
  const [[, name], [, other]] = fieldsOf('name=%ED%A0%80&b=a%00b', form) as [Field, Field];
  assert.ok(name.isWellFormed());
  assert.equal(other, 'ab');
  assert.equal(fieldsOf('{"a":"\\ud800x\\u0000"}', 'application/json')[0]![1], '\ufffdx');
});

test('of ten thousand fields the first two hundred that say something are read', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => `f${n}=${n % 2 ? n : ''}`).join('&');
  const fields = fieldsOf(many, form);
  assert.equal(fields.length, 200);
  assert.ok(fields.every(([, value]) => value !== ''));
  assert.equal(
    fieldsOf(JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, n]))), 'application/json')
      .length,
    200,
  );
});

test('among too many fields those that say who it is are read first', () => {
  const many = Array.from({ length: 300 }, (_, n) => `f${n}=${n}`).join('&');
  const fields = fieldsOf(`${many}&name=Olu&email=olu%40example.com&message=hi`, form);
  assert.equal(fields.length, 200);
  assert.deepEqual(fields.slice(-3), [
    ['name', 'Olu'],
    ['email', 'olu@example.com'],
    ['message', 'hi'],
  ]);
});

test('long labels and values are shortened visibly', () => {
  const [[label, value]] = fieldsOf(`${'k'.repeat(300)}=${'v'.repeat(70_000)}`, form) as [Field];
  assert.equal(label.length, 200);
  assert.equal(value.length, 64 * 1024);
  assert.ok(value.endsWith('…'));
});

test('a multipart form gives fields and files', () => {
  const body = parts(
    part('name="name"', 'Olu Adeyemi'),
    part('name="message"', 'one\r\ntwo\r\n'),
    part('name="empty"', ''),
    part('name="photo"; filename="C:\\fotos\\leak \\"1\\".jpg"\r\nContent-Type: image/jpeg', '\xff\xd8\r\n--x1no\r\n', 'latin1'),
    part('name="none"; filename=""\r\nContent-Type: application/octet-stream', ''),
    part('name="plan"; filename*=UTF-8\'\'Pl%C3%A4ne.pdf', '%PDF'),
  );
  const [{ fields, attachments }] = formBody(body, multipart) as [ReturnType<typeof formBody>[number]];
  assert.deepEqual(fields, [
    ['name', 'Olu Adeyemi'],
    ['message', 'one\r\ntwo\r\n'],
    ['empty', ''],
  ]);
  assert.deepEqual(
    attachments.map(({ name, type, bytes: content }) => [name, type, Buffer.from(content).toString('latin1')]),
    [
      ['leak "1".jpg', 'image/jpeg', '\xff\xd8\r\n--x1no\r\n'],
      ['Pläne.pdf', 'application/octet-stream', '%PDF'],
    ],
  );
});

test('a part without a file’s name is a field whatever its type, and is undone as its head says', () => {
  const body = parts(
    part('name="data"\r\nContent-Type: application/json', '{"a":1}'),
    part('name="b"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64', 'aMOpbGxv\r\n'),
    part('name="q"\r\nContent-Transfer-Encoding: quoted-printable', 'caf=C3=A9 =\r\nau lait'),
    part('name="photo"\r\nContent-Type: image/png', 'PNG'),
    part('name="f"; filename="f.png"\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64', 'UE5H'),
  );
  const [{ fields, attachments }] = formBody(body, multipart) as [ReturnType<typeof formBody>[number]];
  assert.deepEqual(fields, [
    ['data', '{"a":1}'],
    ['b', 'héllo'],
    ['q', 'café au lait'],
  ]);
  assert.deepEqual(
    attachments.map(({ name, bytes: content }) => [name, Buffer.from(content).toString()]),
    [
      ['file', 'PNG'],
      ['f.png', 'PNG'],
    ],
  );
});

test('a multipart form reads as the platform reads it', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((one) =>
    one
      .replaceAll('\0', '')
      .normalize('NFC')
      .replace(/[\r\n]/g, ' '),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 6 }), async (pairs) => {
      const data = new FormData();
      for (const [label, value] of [['x', 'é'], ...pairs] as [string, string][]) data.append(label, value);
      const request = new Response(data);
      const type = request.headers.get('content-type')!;
      assert.deepEqual(fieldsOf(new Uint8Array(await request.arrayBuffer()), type), [['x', 'é'], ...pairs]);
    }),
    { numRuns: 50 },
  );
});

test('a multipart form without its last boundary, with bare line ends or an unnamed boundary is still read', () => {
  const cut = parts(part('name="a"', '1'), part('name="b"', '2')).subarray(0, -10);
  assert.deepEqual(fieldsOf(cut, multipart), [
    ['a', '1'],
    ['b', '2'],
  ]);
  const bare = '--x1\nContent-Disposition: form-data; name=a\n\n1\n--x1--\n';
  assert.deepEqual(fieldsOf(bare, multipart), [['a', '1']]);
  assert.deepEqual(fieldsOf(bare, 'multipart/form-data'), [['a', '1']]);
});

test('a multipart form from an old page keeps its accents', () => {
  assert.deepEqual(fieldsOf(parts(part('name="näme"', 'Renée', 'latin1')), multipart), [['näme', 'Renée']]);
  assert.deepEqual(fieldsOf(parts(part('name="n"', '\xb3', 'latin1'), part('name="_charset_"', 'iso-8859-2')), multipart)[0], [
    'n',
    'ł',
  ]);
});

test('more than ten files are refused with a sentence that says so', () => {
  const file = part('name="f"; filename="a.txt"', 'x');
  assert.equal(formBody(parts(...Array(10).fill(file)), multipart)[0]!.attachments.length, 10);
  assert.throws(() => formBody(parts(...Array(11).fill(file)), multipart), refused(413));
  assert.throws(() => formBody(parts(...Array(2_000).fill(part('name="a"', '1'))), multipart), refused(413));
});

test('JSON gives labels and values, nested names joined by dots', () => {
  const body = { name: { first: 'Olu', last: 'A' }, tags: ['a', 2], ok: true, n: 1.5, none: null, list: [{ x: '1' }], a__b: 'c' };
  assert.deepEqual(fieldsOf(JSON.stringify(body), 'application/json; charset=utf-8'), [
    ['name.first', 'Olu'],
    ['name.last', 'A'],
    ['tags', 'a, 2'],
    ['ok', 'true'],
    ['n', '1.5'],
    ['list.0.x', '1'],
    ['a__b', 'c'],
  ]);
  assert.deepEqual(fieldsOf('{"fields":[{"label":"Name","value":"Olu"},{"label":"Rooms","value":3}]}', 'application/json'), [
    ['Name', 'Olu'],
    ['Rooms', '3'],
  ]);
  assert.deepEqual(
    fieldsOf(
      '{"fields":{"1":{"id":1,"label":"Name","value":"Olu"},"b":{"id":"b","type":"tel","title":"Mobile","value":"1"}}}',
      '',
    ),
    [
      ['Name', 'Olu'],
      ['Mobile', '1'],
    ],
  );
});

test('a JSON list is several submissions, and what n8n wraps is unwrapped', () => {
  assert.deepEqual(
    formBody(bytes('[{"a":1},{"a":2}]'), 'application/json').map(({ fields }) => fields),
    [[['a', '1']], [['a', '2']]],
  );
  assert.deepEqual(fieldsOf('{"headers":{"host":"x"},"params":{},"query":{},"body":{"full_name":"Cy"}}', 'application/json'), [
    ['full_name', 'Cy'],
  ]);
  assert.deepEqual(fieldsOf('{"name":"Cy","body":"text"}', 'application/json'), [
    ['name', 'Cy'],
    ['body', 'text'],
  ]);
  assert.throws(() => formBody(bytes(JSON.stringify(Array(101).fill({}))), 'application/json'), refused(413));
});

test('JSON with a byte order mark, in UTF-16 or under another name is still JSON', () => {
  assert.deepEqual(fieldsOf('\ufeff{"a":"é"}', 'application/json'), [['a', 'é']]);
  assert.deepEqual(fieldsOf(bytes('\ufeff{"a":"é"}', 'utf16le'), 'application/json'), [['a', 'é']]);
  assert.deepEqual(fieldsOf(bytes('{"a":"é"}', 'utf16le'), ''), [['a', 'é']]);
  for (const type of ['text/plain', form, '', 'application/ld+json', 'text/json'])
    assert.deepEqual(fieldsOf(' {"a":1} ', type), [['a', '1']], type);
});

test('a label that names a prototype is only a label', () => {
  assert.deepEqual(fieldsOf('{"__proto__":{"polluted":"yes"},"constructor":"c"}', 'application/json'), [
    ['__proto__.polluted', 'yes'],
    ['constructor', 'c'],
  ]);
  assert.deepEqual(fieldsOf('__proto__[polluted]=yes', form), [['__proto__[polluted]', 'yes']]);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('plain text is a message, or the lines a text/plain form sends', () => {
  assert.deepEqual(fieldsOf('ring me back\nplease', 'text/plain'), [['message', 'ring me back\nplease']]);
  assert.deepEqual(fieldsOf('name=Olu\r\nmessage=one\r\ntwo', 'text/plain'), [
    ['name', 'Olu'],
    ['message', 'one\ntwo'],
  ]);
  assert.deepEqual(fieldsOf('Name: Olu\nE-mail: olu@example.com\nMessage: one\ntwo', 'text/plain'), [
    ['Name', 'Olu'],
    ['E-mail', 'olu@example.com'],
    ['Message', 'one\ntwo'],
  ]);
  assert.deepEqual(fieldsOf('Note: it leaks\nand drips', 'text/plain'), [['message', 'Note: it leaks\nand drips']]);
  assert.deepEqual(fieldsOf('name=Olu&a=1', ''), [
    ['name', 'Olu'],
    ['a', '1'],
  ]);
});

test('an empty body has no fields, whatever its type', () => {
  for (const type of [form, 'text/plain', 'application/json', '']) assert.deepEqual(fieldsOf('', type), [], type);
});

test('what cannot be read is refused with its status', () => {
  assert.throws(() => formBody(bytes('{"a":'), 'application/json'), refused(400));
  assert.throws(() => formBody(bytes('"text"'), 'application/json'), refused(422));
  assert.throws(() => formBody(bytes('[1,2]'), 'application/json'), refused(422));
  assert.throws(() => formBody(new Uint8Array(5 * 1024 * 1024), 'application/json'), refused(413));
  assert.throws(() => formBody(bytes('<a/>'), 'application/xml'), refused(415));
  assert.throws(() => formBody(bytes('nothing'), multipart), refused(400));
  assert.throws(() => formBody(new Uint8Array(25 * 1024 * 1024 + 1), form), refused(413));
  for (const deep of [
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    '['.repeat(10_000) + ']'.repeat(10_000),
    `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  ])
    assert.throws(() => formBody(bytes(deep), 'application/json'), refused(422));
});

test('no bytes under any type make it throw anything but BadInput', () => {
  const types = [
    form,
    multipart,
    'multipart/form-data',
    'application/json',
    'text/plain',
    '',
    `${form}; charset=utf-16`,
    'text/plain; charset="',
    'application/octet-stream',
    'image/png',
  ];
  const frame = fc.constantFrom(
    '--x1\r\n',
    '\r\n--x1',
    '--',
    '\r\n\r\n',
    'Content-Disposition: form-data; name="',
    "filename*=x''%",
    '=',
    '&',
    '%',
    '{"',
    '[',
    '}',
    '_charset_=',
    '\0',
    '\ufeff',
  );
  const mixed = fc
    .array(
      fc.oneof(
        frame.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 20 }),
      ),
      { maxLength: 20 },
    )
    .map((all) => new Uint8Array(Buffer.concat(all)));
  fc.assert(
    fc.property(mixed, fc.oneof(fc.constantFrom(...types), fc.string()), (body, type) => {
      try {
        for (const { fields } of formBody(body, type))
          for (const [label, value] of fields) assert.ok(label.isWellFormed() && value.isWellFormed() && !value.includes('\0'));
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
      }
    }),
    { numRuns: 1_000 },
  );
});
