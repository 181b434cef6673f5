import type { Message } from '#channels/channel.ts';
import { BadInput } from '#domain/bad-input.ts';
import type { Source } from '#domain/source.ts';
import { findChannel } from '#store/arrivals.ts';
import type { LeadRow } from '#store/schema.ts';
import type { Actor } from './act-on-lead.ts';
import { editLead } from './edit-lead.ts';
import type { Env } from './env.ts';
import { logTouch } from './log-touch.ts';
import { type Received, receiveItems } from './receive.ts';
import { Refusal } from './refusal.ts';
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
  /** Puts it on this lead. */
  addTo?: number;
};

/** What a member writes down of somebody who got in touch: a lead of its own, or one more contact on a lead that is there. */
export async function logEnquiry(
  env: Env,
  actor: Actor & { memberId: string },
  logged: Logged,
): Promise<{ lead: LeadRow | null; isNew: boolean }> {
  if (logged.addTo !== undefined) return { lead: await addTo(env, actor, logged, logged.addTo), isNew: false };
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
  };
  const raw = { body: new TextEncoder().encode(JSON.stringify(message)), contentType: 'application/json', receivedAt: env.now() };
  const [received] = await receiveItems(env, channel, raw, [message], {
    by: actor.memberId,
    ownerId: logged.ownerId,
    spoken: logged.spoken,
  });
  const lead = received?.lead ?? null;
  const isNew = received?.arrival.outcome === 'lead' && !received.duplicate;
  if (lead && isNew && logged.next)
    return { lead: (await editLead(env, { id: lead.id }, actor, { nextStep: logged.next })).lead, isNew };
  return { lead, isNew };
}

async function addTo(
  env: Env,
  actor: Actor,
  { source, spoken, asked, receivedAt, next }: Logged,
  number: number,
): Promise<LeadRow> {
  const result = spoken ? 'spoke' : source === 'missed-call' ? 'no-answer' : 'received';
  const { lead } = await logTouch(env, { number }, actor, {
    kind: source,
    direction: 'in',
    result,
    ...(asked ? { text: asked } : {}),
    ...(receivedAt === undefined ? {} : { at: receivedAt }),
  });
  return next ? (await editLead(env, { id: lead.id }, actor, { nextStep: next })).lead : lead;
}

/** One per line, as people jot them down; each line is an enquiry of its own, and what names nobody waits for somebody to look. */
export async function logMany(env: Env, memberId: string, text: string): Promise<{ line: string; received: Received | null }[]> {
  const channel = (await findChannel(env.read, 'other'))!;
  const understand = env.channels.get('manual')!.understand!;
  const world = await worldOf(env);
  const done: { line: string; received: Received | null }[] = [];
  for (const line of text
    .split(/\r?\n/)
    .map((one) => one.trim())
    .filter(Boolean)
    .slice(0, 200)) {
    const raw = { body: new TextEncoder().encode(line), contentType: 'text/plain; charset=utf-8', receivedAt: env.now() };
    done.push({ line, received: await one(raw) });
  }
  return done;

  async function one(raw: { body: Uint8Array; contentType: string; receivedAt: number }): Promise<Received | null> {
    try {
      const items = understand(raw, world);
      const [message] = items;
      const from = message?.is === 'message' ? ((await findChannel(env.read, message.source)) ?? channel) : channel;
      return (await receiveItems(env, from, raw, items, { by: memberId, ownerId: memberId, spoken: false }))[0] ?? null;
    } catch (error) {
      if (error instanceof BadInput) return null;
      throw error;
    }
  }
}
