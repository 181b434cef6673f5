import { domainToASCII } from 'node:url';
import { oneLine, shorten } from '#domain/letters/one-line.ts';
import { SendError } from '#domain/send-error.ts';
import type { Attachment, Letter } from '../channel.ts';

export type Mail = {
  /** The whole letter as it goes over the wire (RFC 5322), lines ended by CR LF. */
  bytes: Buffer;
  envelope: { from: string; to: string };
  /** An address has letters beyond ASCII before its @: only a server with SMTPUTF8 can take it (RFC 6531). */
  needsUtf8: boolean;
};

/** Headers that compose writes itself or that would bring in another reader. */
const own =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|auto-submitted|x-auto-response-suppress|x-baton|received|return-path|mime-version|dkim-signature|content-.*|resent-.*)$/i;

/**
 * A letter as RFC 5322 bytes. `at` is the Date it carries, milliseconds UTC. Automatic letters say so in the headers other
 * machines look for, so that they are not answered (RFC 3834), and bounce to `bounceTo` if there is one; without it an
 * acknowledgement bounces to nobody, as an answer by machine should (RFC 5321 section 4.5.5).
 * Throws SendError 'permanent' where an address is none.
 */
export async function compose(letter: Letter, at: number, bounceTo?: string): Promise<Mail> {
  // Loaded when the first letter goes out: nodemailer costs memory that a quiet process need not spend.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const from = { name: plain(letter.from.name, 120), address: checkAddress(letter.from.address) };
  const to = { name: plain(letter.to.name, 120), address: checkAddress(letter.to.address) };
  const bounce = letter.automatic && bounceTo ? checkAddress(bounceTo) : null;
  const message = new MailComposer({
    messageId: checkMessageId(letter.messageId),
    date: new Date(at),
    from,
    to,
    ...(letter.replyTo ? { replyTo: { name: '', address: checkAddress(letter.replyTo) } } : {}),
    subject: plain(letter.subject, 400),
    ...threadOf(letter),
    headers: headersOf(letter),
    // Without a text, nodemailer makes a single attachment the whole of the message.
    text: body(letter.text) || '\r\n',
    ...(letter.html === undefined ? {} : { html: body(letter.html) }),
    attachments: (letter.attachments ?? []).map(attach),
    envelope: { from: { name: '', address: bounce ?? from.address }, to },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = message.getEnvelope();
  const sender = letter.acknowledges && bounce === null ? '' : envelope.from || from.address;
  const recipient = envelope.to[0] ?? to.address;
  const bytes = await message.build();
  const needsUtf8 = [sender, recipient, from.address, letter.replyTo ?? ''].some((address) =>
    /[^\x00-\x7f]/.test(localPart(address)),
  );
  return { bytes, envelope: { from: sender, to: recipient }, needsUtf8 };
}

/** One line that cannot end a header, of a length that fits one. */
const plain = (text: string, most: number): string => shorten(oneLine(text), most);

const body = (text: string) =>
  text
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/\r\n?|\n/g, '\r\n');

const localPart = (address: string) => address.slice(0, address.lastIndexOf('@'));

/** The address as it stands if mail can go there; the @ and the length are of RFC 5321 section 4.5.3.1. */
function checkAddress(address: string): string {
  const local = localPart(address);
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  const sound =
    address.includes('@') &&
    /^[^\p{Cc}\p{Z}\p{Cs}<>()[\],;:\\"@]+$/u.test(local) &&
    Buffer.byteLength(local) <= 64 &&
    domain.length <= 253 &&
    /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(domain);
  if (!sound) throw new SendError('permanent', `“${plain(address, 80)}” is not an email address that mail can be sent to.`);
  return address;
}

const messageId = /^<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>$/;

function checkMessageId(id: string): string {
  if (!messageId.test(id)) throw new RangeError('A letter needs a Message-ID in angle brackets');
  return id;
}

/** In-Reply-To and References, at most 20: the first, which names the thread, and the latest (RFC 5322 section 3.6.4). */
function threadOf(letter: Letter): { inReplyTo?: string; references?: string[] } {
  const inReplyTo = messageId.test(letter.inReplyTo ?? '') ? letter.inReplyTo : undefined;
  const all = (letter.references ?? []).filter((id) => messageId.test(id) && id !== inReplyTo);
  if (inReplyTo) all.push(inReplyTo);
  const known = [...new Set(all)];
  const references = known.length > 20 ? [...known.slice(0, 1), ...known.slice(-19)] : known;
  return { ...(inReplyTo ? { inReplyTo } : {}), ...(references.length ? { references } : {}) };
}

function headersOf(letter: Letter): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(letter.headers ?? {})) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(name) || own.test(name))
      throw new RangeError(`A letter cannot set the header "${plain(name, 60)}"`);
    headers[name] = oneLine(value);
  }
  if (letter.automatic) {
    headers['Auto-Submitted'] = letter.acknowledges || letter.inReplyTo ? 'auto-replied' : 'auto-generated';
    headers['X-Auto-Response-Suppress'] = 'All';
    headers['X-Baton'] = 'automatic';
  }
  return headers;
}

function attach({ name, type, bytes }: Attachment) {
  const filename = oneLine(name.replace(/[/\\]/g, '_').slice(-120)) || 'attachment';
  // A message or multipart inside may not be base64 (RFC 2046 section 5.2.1); as a file of bytes it arrives unchanged.
  const known = /^(?!message\/|multipart\/)[\w.+-]+\/[\w.+-]+$/.test(type);
  return {
    filename,
    contentType: known ? type : 'application/octet-stream',
    content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  };
}
