import { BadInput } from '#domain/bad-input.ts';
import { emailPoint, personName } from '#domain/contact.ts';
import { isSource, type Source, sources } from '#domain/source.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import type { Attachment, Channel, Item, Message, Raw, Sender, World } from './channel.ts';
import { decodeText } from './decode-text.ts';
import { type Field, formBody } from './form-body.ts';
import { isObject, jsonFields, readJson, recordsOf } from './json-fields.ts';
import { labelledLines } from './labelled-lines.ts';
import { momentOf } from './moment.ts';
import { readNote } from './read-note.ts';
import { asRecord, sortFields } from './sort-fields.ts';

type JsonObject = Record<string, unknown>;

/** What a person typed: the quick log, the API, a pasted line. Whoever typed it knows more than it says, so less is needed. */
export const byHand = {
  kind: 'manual',
  sources: Object.keys(sources) as Source[],
  understand(raw: Raw, world: World): Item[] {
    const type = raw.contentType.split(';')[0]!.trim().toLowerCase();
    if (/json$/.test(type)) return recordsOf(readJson(raw.body)).map((record) => fromRecord(record, raw, world));
    if (/^text\/plain$|^$/.test(type) && !/^\s*[{[]/.test(decodeText(raw.body.subarray(0, 200)))) return fromNotes(raw, world);
    return formBody(raw.body, raw.contentType).map(({ fields, attachments }) => fromFields(fields, attachments, raw, world));
  },
} satisfies Channel;

const fromRecord = (record: JsonObject, raw: Raw, world: World): Message =>
  isObject(record.from) ? fromApi(record, record.from, raw, world) : fromFields(jsonFields(record, 200), [], raw, world);

function textAt(object: JsonObject, key: string, path = key): string {
  const value = object[key];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw new BadInput(422, `${path} should be text.`, path);
}

/** The shape the API documents; what does not fit it is told by its field. */
function fromApi(record: JsonObject, from: JsonObject, raw: Raw, world: World): Message {
  const channel = textAt(record, 'channel');
  const source = channel === '' ? 'other' : sourceOf(channel);
  if (!source) throw new BadInput(422, 'channel should be one of the ways in that Baton knows.', 'channel');
  const receivedAt = record.receivedAt == null ? undefined : momentOf(record.receivedAt, world.zone);
  if (receivedAt === null) throw new BadInput(422, 'receivedAt should be a time in ISO 8601.', 'receivedAt');
  if (record.urgent != null && typeof record.urgent !== 'boolean')
    throw new BadInput(422, 'urgent should be true or false.', 'urgent');
  const wants = record.wants ?? [];
  if (!Array.isArray(wants) || !wants.every((one) => typeof one === 'string'))
    throw new BadInput(422, 'wants should be a list of words.', 'wants');
  const email = textAt(from, 'email', 'from.email').trim();
  if (email !== '' && !emailPoint(email))
    throw new BadInput(422, 'from.email does not look like an email address.', 'from.email');
  const sender: Sender = {};
  const name = personName(textAt(from, 'name', 'from.name'));
  if (name) sender.name = name;
  if (email !== '') sender.email = oneLine(email, 320);
  for (const key of ['phone', 'company', 'handle'] as const) {
    const value = oneLine(textAt(from, key, `from.${key}`));
    if (value !== '') sender[key] = value;
  }
  const asked = manyLines(textAt(record, 'asked'));
  const referredBy = oneLine(textAt(record, 'referredBy'));
  const externalId = oneLine(textAt(record, 'externalId'));
  return judged({
    is: 'message',
    source,
    from: sender,
    asked,
    ...(receivedAt === undefined ? {} : { receivedAt: Math.min(receivedAt, raw.receivedAt) }),
    ...(record.urgent ? { urgent: true } : {}),
    ...(wants.length > 0 ? { wants: wants.slice(0, 20).map((one: string) => oneLine(one)) } : {}),
    ...(referredBy ? { referredBy } : {}),
    ...(externalId ? { externalId } : {}),
  });
}

/** Labels of any kind, as a spreadsheet, a shortcut or another program names them; what is not understood is kept in `fields`. */
function fromFields(fields: Field[], attachments: Attachment[], raw: Raw, world: World): Message {
  const told: { source?: Source; receivedAt?: number; referredBy?: string; externalId?: string; handle?: string } = {};
  const others = fields
    .filter(([label, value]) => value.trim() === '' || !takeFact(told, label, value, raw, world))
    .map(([label, value]): Field => [/^(?:customer|client|kunde|kundin|cliente)$/i.test(label) ? 'name' : label, value]);
  const { from, asked, subject, urgent, wants, rest } = sortFields(others, world.region);
  if (told.handle) from.handle = told.handle;
  const isJotted = asked !== '' && !from.name && !from.email && !from.phone && !from.handle;
  const note = isJotted ? readNote(asked, world.region) : null;
  const kept = { ...note?.fields, ...asRecord(rest) };
  const { source, receivedAt, referredBy = note?.referredBy, externalId } = told;
  return judged({
    is: 'message',
    source: source ?? note?.source ?? 'other',
    from: { ...note?.from, ...from },
    asked: asked || subject || wants.join(', '),
    ...(subject ? { subject } : {}),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(urgent ? { urgent } : {}),
    ...(wants.length > 0 ? { wants } : {}),
    ...(referredBy ? { referredBy } : {}),
    ...(externalId ? { externalId } : {}),
    ...(Object.keys(kept).length > 0 ? { fields: kept } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  });
}

/** The facts only a person who logs it knows; false where the value does not fit and is better kept as a field. */
function takeFact(
  told: { source?: Source; receivedAt?: number; referredBy?: string; externalId?: string; handle?: string },
  label: string,
  value: string,
  raw: Raw,
  world: World,
): boolean {
  const key = label
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replace(/(?:\.name|\[name\])$/, '');
  if (/^(?:kind|channel|source|via|type|quelle|kanal|art)$/.test(key)) {
    const source = told.source ? null : sourceOf(value);
    if (source) told.source = source;
    return source !== null;
  }
  if (/^(?:at|receivedat|received|when|takenat|calledat)$/.test(key)) {
    const moment = momentOf(/^\d{9,13}$/.test(value) ? Number(value) : value, world.zone);
    if (moment === null) return false;
    told.receivedAt = Math.min(moment, raw.receivedAt);
    return true;
  }
  const fact = /^(?:referredby|referral|referrer|recommendedby|introducedby|sentby|empfohlenvon|geschicktvon)$/.test(key)
    ? 'referredBy'
    : /^externalid$/.test(key)
      ? 'externalId'
      : /^(?:handle|profile|username)$/.test(key)
        ? 'handle'
        : null;
  if (fact) told[fact] = oneLine(value);
  return fact !== null;
}

const otherWords: Record<string, Source> = {
  call: 'phone',
  telephone: 'phone',
  text: 'sms',
  mail: 'email',
  form: 'website-form',
  website: 'website-form',
  quote: 'quote-form',
  messenger: 'facebook',
  google: 'google-business',
  recommendation: 'referral',
  customer: 'existing-customer',
  'live-chat': 'chat',
  anruf: 'phone',
  telefon: 'phone',
  'verpasster-anruf': 'missed-call',
  'voice-mail': 'voicemail',
  voice: 'voicemail',
  anrufbeantworter: 'voicemail',
  walkin: 'walk-in',
  visit: 'walk-in',
  'in-person': 'walk-in',
  laden: 'walk-in',
  empfehlung: 'referral',
  'word-of-mouth': 'referral',
  'repeat-customer': 'existing-customer',
  'returning-customer': 'existing-customer',
  stammkunde: 'existing-customer',
};

/** "walk_in", "Walk-in", "instagram_dm" and "Live chat" as the sources they name, else null. */
function sourceOf(said: string): Source | null {
  const slug = said
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  for (const word of [slug, slug.replace(/-(?:call|dm|message|msg|nachricht|profile)$/, '')]) {
    if (isSource(word)) return word;
    if (Object.hasOwn(otherWords, word)) return otherWords[word]!;
  }
  return null;
}

function fromNotes(raw: Raw, world: World): Message[] {
  const label = /;\s*charset="?([\w-]{1,40})/i.exec(raw.contentType)?.[1];
  const text = manyLines(decodeText(raw.body.subarray(0, 1024 * 1024), label));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const labelled = labelledLines(lines);
  if (labelled) return [{ ...fromFields(labelled, [], raw, world), asked: text }];
  const areNotes = lines.length > 1 && lines.length <= mostNotes && lines.every((line) => isNote(line, world));
  return (areNotes ? lines : [text]).map((one) => fromNote(one.trim(), world));
}

const mostNotes = 100;

/** Whether a line alone says who it was and how to reach them. */
function isNote(line: string, world: World): boolean {
  const { name, email, phone } = readNote(line, world.region).from;
  return Boolean(name && (email || phone));
}

function fromNote(asked: string, world: World): Message {
  const { from, source, referredBy, fields } = readNote(asked, world.region);
  return judged({
    is: 'message',
    source: source ?? 'other',
    from,
    asked,
    ...(referredBy ? { referredBy } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  });
}

function judged(message: Message): Message {
  const { name, email, phone, handle, company } = message.from;
  const isSomebody = [name, email, phone, handle, company].some(Boolean);
  if (!isSomebody && message.asked === '' && !message.attachments)
    throw new BadInput(422, 'Please write down who it was or what they asked.', 'asked');
  return isSomebody ? message : { ...message, doubt: 'nobody is named' };
}
