import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { typedFields } from './typed-fields.ts';

const boundary = 'multipart/form-data; boundary=----x';
const part = (name: string, value: string, more = '') =>
  `------x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

test('a form that was cut off still gives what was typed before the cut', () => {
  const whole = part('name', 'Olu') + part('message', 'line\r\n\r\ntwo') + part('files', 'JPEG', '; filename="a.jpg"');
  assert.deepEqual(
    [...typedFields(Buffer.from(whole), boundary)],
    [
      ['name', 'Olu'],
      ['message', 'line\n\ntwo'],
    ],
  );
  assert.deepEqual([...typedFields(Buffer.from(`${part('name', 'Olu')}------x\r\nContent-Dispo`), boundary)], [['name', 'Olu']]);
});

test('JSON gives its texts, broken JSON nothing', () => {
  assert.deepEqual([...typedFields(Buffer.from('{"a":"b","c":1}'), 'application/json')], [['a', 'b']]);
  assert.equal(typedFields(Buffer.from('{"a"'), 'application/json').size, 0);
  assert.equal(typedFields(Buffer.from('null'), 'application/json').size, 0);
});

test('no bytes at all make it throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(boundary, 'application/json', 'application/x-www-form-urlencoded', ''),
      (bytes, type) => {
        typedFields(bytes, type);
        typedFields(Buffer.concat([Buffer.from('------x\r\nContent-Disposition: form-data; name="a"'), bytes]), type);
      },
    ),
    { numRuns: 300 },
  );
});

test('a body that is nothing but boundaries is read in no time', () => {
  const before = process.cpuUsage();
  typedFields(Buffer.from('--x\r\n'.repeat(40_000)), 'multipart/form-data; boundary=x');
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 500_000, `${(user + system) / 1000} ms`);
});
