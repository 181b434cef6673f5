import type { Message } from '#channels/channel.ts';
import { BadInput } from '#domain/bad-input.ts';
import type { Source } from '#domain/source.ts';
import { findChannel } from '#store/arrivals.ts';
import type { ArrivalRow, LeadRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import type { Actor } from '../leads/act-on-lead.ts';
import { keepUndo, type Undo } from '../leads/keep-undo.ts';
import { logTouch } from '../leads/log-touch.ts';
import { Refusal } from '../refusal.ts';
import { type Received, receiveItems } from './receive.ts';
import { worldOf } from './world-of.ts';

export type Logged = {
  source: Source;
  from: Message['from'];
  asked: string;
  /** Whether the member has spoken with them, so that nothing is owed. */
  spoken: boolean;
  urgent?: boolean;
  receivedAt?: number;
  referredBy?: string;
  /** Null: by the channel's rule. */
  ownerId: string | null;
  next?: { what: string; dueAt: number };
  /** To the team's own questions, by key. */
  answers?: Record<string, string>;
  /** Puts it on this lead. */
  addTo?: number;
};

/** `arrival`: what it is kept as; null where it went on a lead that was named. */
export type LoggedAs = { lead: LeadRow | null; arrival: ArrivalRow | null; isNew: boolean; undo: Undo | null };

/**
 * What a member writes down of somebody who got in touch: a lead of its own, or one more contact on a lead that is there. For ten
 * seconds it can be taken back whole.
 */
export async function logEnquiry(env: Env, actor: Actor & { memberId: string }, logged: Logged): Promise<LoggedAs> {
  if (logged.addTo !== undefined) return addTo(env, actor, logged, logged.addTo);
  const channel = await findChannel(env.read, logged.source);
  if (!channel) throw new Refusal(422, 'This way in is not in use here. Choose another one.', { field: 'source' });
  const message: Message = {
    is: 'message',
    source: logged.source,
    from: logged.from,
    asked: logged.asked,
    ...(logged.urgent ? { urgent: true } : {}),
    ...(logged.receivedAt === undefined ? {} : { receivedAt: logged.receivedAt }),
    ...(logged.referredBy ? { referredBy: logged.referredBy } : {}),
    ...(logged.answers ? { fields: logged.answers } : {}),
  };
  const raw = { body: new TextEncoder().encode(JSON.stringify(message)), contentType: 'application/json', receivedAt: env.now() };
  const [received] = await receiveItems(env, channel, raw, [message], {
    by: actor.memberId,
    ownerId: logged.ownerId,
    spoken: logged.spoken,
    undoable: true,
    ...(logged.next ? { step: logged.next } : {}),
  });
  const { lead = null, arrival = null, duplicate, undo = null } = received ?? {};
  return { lead, arrival, isNew: arrival?.outcome === 'lead' && !duplicate, undo };
}

async function addTo(env: Env, actor: Actor, logged: Logged, number: number): Promise<LoggedAs> {
  const { source, spoken, asked, receivedAt, next, answers } = logged;
  const result = spoken ? 'spoke' : source === 'missed-call' ? 'no-answer' : 'received';
  const { lead, undo } = await logTouch(env, { number }, actor, {
    kind: source,
    direction: 'in',
    result,
    ...(asked ? { text: asked } : {}),
    ...(receivedAt === undefined ? {} : { at: receivedAt }),
    ...(answers ? { answers } : {}),
    ...(next ? { then: { nextStep: next } } : {}),
  });
  return { lead, arrival: null, isNew: false, undo };
}

export type LoggedMany = { lines: { line: string; received: Received | null }[]; undo: Undo | null };

/**
 * One per line, as people jot them down; each line is an enquiry of its own, and what names nobody waits for somebody to look. All
 * of them are taken back together.
 */
export async function logMany(env: Env, memberId: string, text: string): Promise<LoggedMany> {
  const channel = (await findChannel(env.read, 'other'))!;
  const understand = env.channels.get('manual')!.understand!;
  const world = await worldOf(env);
  const lines: LoggedMany['lines'] = [];
  for (const line of text
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean)
    .slice(0, 200)) {
    const raw = { body: new TextEncoder().encode(line), contentType: 'text/plain; charset=utf-8', receivedAt: env.now() };
    lines.push({ line, received: await one(raw) });
  }
  return {
    lines,
    undo: await undoOf(
      env,
      memberId,
      lines.flatMap(({ received }) => received?.undo ?? []),
    ),
  };

  async function one(raw: { body: Uint8Array; contentType: string; receivedAt: number }): Promise<Received | null> {
    try {
      const items = understand(raw, world);
      const [message] = items;
      const from = message?.is === 'message' ? ((await findChannel(env.read, message.source)) ?? channel) : channel;
      return (
        (await receiveItems(env, from, raw, items, { by: memberId, ownerId: memberId, spoken: false, undoable: true }))[0] ?? null
      );
    } catch (error) {
      if (error instanceof BadInput) return null;
      throw error;
    }
  }
}

/** One undo for all; it ends when the first of them does. */
async function undoOf(env: Env, memberId: string, undos: readonly Undo[]): Promise<Undo | null> {
  const [first] = undos;
  if (!first || undos.length === 1) return first ?? null;
  const made = undos.map(({ id }) => ({ table: 'undo' as const, id }));
  const { id } = await env.write((tx) => keepUndo(tx, { memberId, what: 'log', made }));
  return { id, until: first.until };
}
