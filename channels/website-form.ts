import { type Role, roleOf } from '#domain/labels.ts';
import { pointsInText } from '#domain/points-in-text.ts';
import type { Channel, Item, Message, Raw, World } from './channel.ts';
import { type Field, formBody, type Submission } from './form-body.ts';
import { asLines, asRecord, isTick, sortFields } from './sort-fields.ts';

const sources = ['website-form', 'quote-form'] as const;

/** A plain form, our own page or script: one submission is one enquiry. Keys with an underscore in front steer, they say nothing. */
export const websiteForm = {
  kind: 'website-form',
  sources,
  settings: {
    urgent: { takes: 'yes or no', like: /^(?:yes|no)$/ },
    language: { takes: 'en, de or auto', like: /^(?:en|de|auto)$/ },
    nextHosts: {
      takes: 'names of websites such as www.example.com, separated by commas',
      like: /^\s*[\w.-]+(?::\d+)?(?:\s*,\s*[\w.-]+(?::\d+)?)*\s*$/,
    },
  },
  understand: (raw: Raw, world: World): Item[] =>
    formBody(raw.body, raw.contentType).map((submission) => itemOf(submission, world.region)),
} satisfies Channel;

function itemOf({ fields, attachments }: Submission, region: string): Item {
  const control = new Map(fields.filter(([label]) => label.startsWith('_')));
  const said = fields
    .map(([label, value]): Field => [uncovered(label), value])
    .filter(([label, value]) => !label.startsWith('_') && !traps.includes(label) && seen.test(value));
  if (said.every(isButton) && attachments.length === 0) return { is: 'noise', reason: 'empty' };
  const message = messageOf(said, region);
  if (fields.some(([label, value]) => traps.includes(label) && value.trim() !== ''))
    return { is: 'noise', reason: 'honeypot', ...saidIn(message) };
  if (forTests.test(message.from.email ?? '')) return { is: 'test', ...saidIn(message) };
  const source = sources.find((one) => one === control.get('_source')?.trim());
  if (source) message.source = source;
  const language = control.get('_lang')?.trim() ?? '';
  if (/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(language)) message.language = language;
  if (attachments.length > 0) message.attachments = attachments;
  return message;
}

/** Fields that no person sees, as pages made for other form services call them. */
const traps = ['_gotcha', '_honey', '_honeypot', 'honeypot', 'bot-field'];

/** What a browser sends of itself when nothing was typed. */
const isButton = ([label, value]: Field): boolean =>
  /^(?:submit|send|senden|absenden|envoyer|op)$/i.test(label) || (roleOf(label) === 'consent' && isTick(value.trim()));

/** What takes room on a page. */
const seen = /[^\s\0\u200b\u2060\ufeff]/;

/** Form services take the address as _replyto, some builders number their fields as _u123: these say something all the same. */
const uncovered = (label: string): string =>
  label.startsWith('_') && (/^_u\d/.test(label) || speaking.includes(roleOf(label.slice(1)))) ? label.slice(1) : label;
const speaking: readonly (Role | null)[] = ['name', 'first-name', 'last-name', 'email', 'phone', 'message'];

/** test@test.com and its like belong to nobody; whoever builds a website types them. */
const forTests = /^test\d{0,4}@test\.(?:com?|net|org|de|at|ch|eu|uk|co\.uk|local|test)$/i;

const saidIn = ({ from, asked, subject, fields }: Message) => ({
  from,
  asked,
  ...(subject ? { subject } : {}),
  ...(fields ? { fields } : {}),
});

function messageOf(fields: Field[], region: string): Message {
  const { from, asked, subject, urgent, wants, rest } = sortFields(fields, region);
  if (!from.email && !from.phone) Object.assign(from, pointsInText(asked, region));
  const shown = asked === '' ? rest.filter(([label]) => !isAside(label)) : [];
  const kept = rest.filter((field) => !shown.includes(field));
  const doubt = onlyLinks(asked) ? 'only links' : from.email || from.phone ? undefined : 'no way to reach them';
  return {
    is: 'message',
    source: 'website-form',
    from,
    asked: asked || asLines(shown) || subject || '',
    ...(subject ? { subject } : {}),
    ...(urgent ? { urgent } : {}),
    ...(wants.length > 0 ? { wants } : {}),
    ...(kept.length > 0 ? { fields: asRecord(kept) } : {}),
    ...(doubt ? { doubt } : {}),
  };
}

const isAside = (label: string) => ['meta', 'consent'].includes(roleOf(label) ?? '');

function onlyLinks(asked: string): boolean {
  const without = asked.replace(/\[\/?url[^[\]]*\]|<[^<>]*>/gi, ' ').replace(/(?:https?:\/\/|www\.)\S+/gi, ' ');
  return without !== asked && !/[\p{L}\p{N}]/u.test(without);
}
