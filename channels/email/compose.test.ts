import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { plainLetter } from '#test/letter.ts';
import type { Letter } from '../channel.ts';
import { compose } from './compose.ts';

const at = Date.UTC(2026, 10, 21, 9, 30);

const read = async (parts: Partial<Letter>) => {
  const { bytes } = await compose({ ...plainLetter, ...parts }, at);
  return { raw: bytes.toString('latin1'), mail: await PostalMime.parse(bytes) };
};
const header = (mail: { headers: { key: string; value: string }[] }, name: string) =>
  mail.headers.filter(({ key }) => key === name).map(({ value }) => value);

test('a letter carries its Message-ID, its date and both forms of its text', async () => {
  const { mail } = await read({ html: '<p>Hello</p>', replyTo: 'reply@team.example' });
  assert.equal(mail.messageId, plainLetter.messageId);
  assert.equal(mail.date, '2026-11-21T09:30:00.000Z');
  assert.equal(mail.text?.trim(), 'Hello');
  assert.equal(mail.html?.trim(), '<p>Hello</p>');
  assert.equal(mail.replyTo?.[0]?.address, 'reply@team.example');
});

test('an automatic letter tells other machines not to answer, a person’s letter says nothing of the kind', async () => {
  const says = async (parts: Partial<Letter>) => {
    const { mail } = await read(parts);
    return ['auto-submitted', 'x-auto-response-suppress', 'x-baton'].map((name) => header(mail, name)[0]);
  };
  assert.deepEqual(await says({ automatic: true, inReplyTo: '<q@customer.example>' }), ['auto-replied', 'All', 'automatic']);
  assert.deepEqual(await says({ automatic: true, acknowledges: true }), ['auto-replied', 'All', 'automatic']);
  assert.deepEqual(await says({ automatic: true }), ['auto-generated', 'All', 'automatic']);
  assert.deepEqual(await says({}), [undefined, undefined, undefined]);
});

test('a reply names the letter it answers, the first of the thread and the latest, on folded lines', async () => {
  const references = Array.from({ length: 60 }, (_, index) => `<${index}.${'x'.repeat(60)}@customer.example>`);
  const { mail, raw } = await read({ references, inReplyTo: '<last@customer.example>' });
  const sent = mail.references?.split(' ') ?? [];
  assert.equal(mail.inReplyTo, '<last@customer.example>');
  assert.deepEqual(sent, [references[0], ...references.slice(-18), '<last@customer.example>']);
  assert(raw.split('\r\n').every((line) => line.length <= 998));
});

test('what is no message id stays out of the thread', async () => {
  const { mail } = await read({
    inReplyTo: '<a b>\r\nBcc: x@evil.example',
    references: ['nothing', '<ok@x.example>', '<é@x.example>', '<>'],
  });
  assert.equal(mail.inReplyTo, undefined);
  assert.equal(mail.references, '<ok@x.example>');
});

test('a header that would reroute or contradict the letter is refused', async () => {
  for (const name of ['Bcc', 'to', 'Content-Type', 'Resent-To', 'Auto-Submitted', 'X-Bad\r\nBcc', 'X Bad', 'X:Y', '']) {
    await assert.rejects(read({ headers: { [name]: 'x@evil.example' } }), RangeError, name);
  }
  const { mail } = await read({ headers: { 'List-Unsubscribe': `<https://team.example/${'u'.repeat(200)}>` } });
  assert.deepEqual(header(mail, 'list-unsubscribe'), [`<https://team.example/${'u'.repeat(200)}>`]);
});

test('an address that mail cannot go to is refused in words for a member', async () => {
  for (const address of [
    '',
    'ana',
    'ana@',
    '@customer.example',
    'a b@customer.example',
    'a@b@customer.example',
    'ana@customer..example',
    'ana@-.example',
    'a<x>@customer.example',
    'ana@customer.example\r\nRCPT TO:<x@evil.example>',
    'ana@[127.0.0.1]',
    `${'a'.repeat(65)}@customer.example`,
  ]) {
    await assert.rejects(read({ to: { name: 'Ana', address } }), { name: 'SendError', failure: 'permanent' }, address);
  }
  await assert.rejects(read({ to: { name: '', address: 'ana at home' } }), {
    message: '“ana at home” is not an email address that mail can be sent to.',
  });
});

test('an address beyond ASCII has its domain written so that every server can read it, if its name allows', async () => {
  const ascii = await compose({ ...plainLetter, to: { name: '', address: 'joerg@bücher.example' } }, at);
  assert.deepEqual([ascii.envelope.to, ascii.needsUtf8], ['joerg@xn--bcher-kva.example', false]);
  const utf8 = await compose({ ...plainLetter, to: { name: '', address: 'jörg@bücher.example' } }, at);
  assert.deepEqual([utf8.envelope.to, utf8.needsUtf8], ['jörg@bücher.example', true]);
});

test('a name with two dots in a row, as some Japanese providers give, is quoted and not cut', async () => {
  const { envelope } = await compose({ ...plainLetter, to: { name: '', address: 'hana..k@mobile.example' } }, at);
  assert.equal(envelope.to, '"hana..k"@mobile.example');
});

test('an attached message arrives as a file, byte for byte', async () => {
  const bytes = new TextEncoder().encode('Subject: inner\n\nbare\nlines é\r\n.\r\n');
  const { mail } = await read({ attachments: [{ name: '../../etc/inner.eml', type: 'message/rfc822', bytes }] });
  const [inner] = mail.attachments;
  assert.equal(inner?.filename, '.._.._etc_inner.eml');
  assert.deepEqual(new Uint8Array(inner?.content as ArrayBuffer), bytes);
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\r\nBcc: x@evil.example\r\n',
        '\r\n\r\n',
        '\0',
        '\u2028',
        '\u0085',
        '"',
        '<',
        '>',
        ',',
        ';',
        '=?UTF-8?Q?=0D=0ABcc:?=',
        '🚀',
        '\ud83d',
        '\t',
        '(',
        '\\',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('nothing in a name, a subject, a header or a file name adds a header, a reader or a line', () =>
  fc.assert(
    fc.asyncProperty(nasty, nasty, nasty, async (name, subject, file) => {
      const { mail, raw } = await read({
        from: { name, address: 'team@team.example' },
        to: { name, address: 'ana@customer.example' },
        subject,
        headers: { 'X-Note': subject },
        attachments: [{ name: file, type: `text/plain${file}`, bytes: new Uint8Array([1]) }],
        text: subject,
      });
      const known = ['from', 'to', 'subject', 'x-note', 'message-id', 'date', 'mime-version', 'content-type'];
      assert.deepEqual(
        mail.headers.map(({ key }) => key).filter((key) => !known.includes(key)),
        [],
      );
      assert.equal(new Set(mail.headers.map(({ key }) => key)).size, mail.headers.length);
      assert.deepEqual(
        [mail.from?.address, mail.to?.map(({ address }) => address)],
        ['team@team.example', ['ana@customer.example']],
      );
      assert.equal(mail.attachments.length, 1);
      assert.doesNotMatch(raw, /(^|[^\r])\n|\r[^\n]/);
      assert(raw.split('\r\n').every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line)));
    }),
    { numRuns: 150 },
  ));

test('any text arrives as it was written', () =>
  fc.assert(
    fc.asyncProperty(nasty, async (text) => {
      const { mail } = await read({ text });
      const expected = text.toWellFormed().replaceAll('\0', '').replace(/\r\n?/g, '\n');
      assert.equal(mail.text?.replaceAll('\r\n', '\n').replace(/\n+$/, ''), expected.replace(/\n+$/, ''));
    }),
    { numRuns: 150 },
  ));
