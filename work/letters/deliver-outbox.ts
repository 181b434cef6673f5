import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Letter, Sent } from '#channels/channel.ts';
import { messageIdFor } from '#domain/message-id.ts';
import { SendError } from '#domain/send-error.ts';
import { Busy } from '#store/engine.ts';
import { setColumns } from '#store/insert.ts';
import { changeLetter, dueLetters, releaseBundled } from '#store/outbox.ts';
import type { OutboxEntryRow } from '#store/schema.ts';
import { readStandard, type Standard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { deedsAtOnce, sideBySide } from '../running/side-by-side.ts';
import { composeLetter } from './compose-letter.ts';
import { composeNotice } from './compose-notice.ts';
import { mailFrom } from './mail-address.ts';
import { type Fate, settleDelivery } from './settle-delivery.ts';

/** While a letter is being sent nobody else takes it; afterwards what became of it is not known. Milliseconds. */
const lease = 120_000;
const atOnce = 64;
/** A mail server is not to be overrun; what is kept on disk goes quicker together, and shares what it waits for. */
const lanesAtOnce = (env: Env): number => Math.min(deedsAtOnce(env), env.settings.smtpUrl ? 4 : 16);
/** How often what became of a letter is written again, a second apart. */
const patience = 15;

type Ready = {
  letter: Omit<Letter, 'messageId' | 'from'>;
  /** Others that go in it. */
  with?: readonly OutboxEntryRow[];
  /** The time that it names for an arrival, where that is another one than was kept before. */
  told?: { arrivalId: string; at: number };
};

/** What is to become of a letter now: it goes, it waits until a moment, or it is left out for a reason. */
export type Composed =
  | Ready
  /** `like` says which others to the same receiver wait for the same. */
  | { wait: number; like?: (other: OutboxEntryRow) => boolean }
  | { skip: string }
  | { refuse: string };

/** Sends what is due, one after the other to each receiver. Returns how many letters were dealt with. */
export async function deliverOutbox(env: Env): Promise<number> {
  const waiting = await dueLetters(env.read, env.now(), atOnce);
  if (waiting.length === 0) return 0;
  const standard = await readStandard(env.read);
  const lanes = [...Map.groupBy(waiting, ({ address, member_id, id }) => address ?? member_id ?? id).values()];
  const writtenTo = new Set(waiting.filter(({ audience }) => audience === 'customer').map(({ lead_id }) => lead_id));
  // Nobody is told that a customer waits whose answer is just leaving: those notices go once it is known what became of it.
  const isAfter = (lane: readonly OutboxEntryRow[]) =>
    lane.some(({ audience, lead_id }) => audience === 'member' && lead_id !== null && writtenTo.has(lead_id));
  for (const some of [lanes.filter((lane) => !isAfter(lane)), lanes.filter(isAfter)])
    await sideBySide(some, lanesAtOnce(env), (lane) => deliverLane(env, standard, lane));
  return waiting.length;
}

async function deliverLane(env: Env, standard: Standard, lane: readonly OutboxEntryRow[]): Promise<void> {
  const dealtWith = new Set<string>();
  for (const row of lane)
    if (!dealtWith.has(row.id)) await deliver(env, standard, row, { lane, dealtWith }).catch((error) => failed(env, row, error));
}

/** One letter that cannot be made holds up no other; it is tried again as if the mail server had not taken it. */
async function failed(env: Env, row: OutboxEntryRow, error: unknown): Promise<void> {
  if (error instanceof Busy) throw error;
  env.log('error', 'a letter could not be made', { letter: row.id, error: String(error) });
  const attempts = row.attempts + 1;
  if (row.state === 'queued' && (await env.write((tx) => changeLetter(tx.db, row, { attempts }))))
    await settleDelivery(
      env,
      { ...row, attempts },
      { state: 'passing', reason: 'The letter could not be made: our own trouble.' },
    );
}

/** What is due to one receiver, and what of it has been dealt with together with another. */
type Lane = { lane: readonly OutboxEntryRow[]; dealtWith: Set<string> };

async function deliver(env: Env, standard: Standard, row: OutboxEntryRow, { lane, dealtWith }: Lane): Promise<void> {
  // A lease that ran out means that whoever held it died: it may have gone.
  if (row.state === 'sending' && row.audience === 'customer' && env.settings.smtpUrl)
    return settleDelivery(env, row, { state: 'unknown', reason: 'Baton stopped while this was being sent. It may have gone.' });
  if (row.state === 'sending') await env.write((tx) => releaseBundled(tx.db, row.id, tx.now));
  const composed =
    row.audience === 'customer' ? await composeLetter(env, standard, row) : await composeNotice(env, standard, row);
  if ('skip' in composed) return settleDelivery(env, row, { state: 'skipped', reason: composed.skip });
  if ('refuse' in composed) return settleDelivery(env, row, { state: 'refused', reason: composed.refuse });
  if ('wait' in composed) {
    const waiting = [row, ...lane.filter((other) => other.id !== row.id && !dealtWith.has(other.id) && composed.like?.(other))];
    for (const { id } of waiting) dealtWith.add(id);
    return env.write(async (tx) => {
      for (const one of waiting) await changeLetter(tx.db, one, { due_at: composed.wait });
    });
  }
  for (const one of composed.with ?? []) dealtWith.add(one.id);
  const from = mailFrom(env, standard);
  const messageId = row.message_id ?? messageIdFor(digest(env, row.key), from.address.split('@').at(-1)!);
  const claimed = await claim(env, row, messageId, composed);
  if (!claimed) return;
  await recordFate(env, claimed, await send(env, { ...composed.letter, messageId, from }));
}

/** What became of a letter is known now and may not be lost to a full disk: it is written again and again while the lease lasts. */
async function recordFate(env: Env, claimed: OutboxEntryRow, fate: Fate): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await settleDelivery(env, claimed, fate);
    } catch (error) {
      if (!(error instanceof Busy) || tries >= patience) throw error;
      await pause(1_000);
    }
  }
}

/** Nobody can guess the id of a letter they did not get. */
const digest = (env: Env, key: string): string =>
  createHmac('sha256', env.settings.secret).update(key).digest('hex').slice(0, 24);

async function claim(
  env: Env,
  row: OutboxEntryRow,
  messageId: string,
  { letter: { subject }, with: others = [], told }: Ready,
): Promise<OutboxEntryRow | null> {
  const change = {
    state: 'sending' as const,
    attempts: row.attempts + 1,
    message_id: messageId,
    body: JSON.stringify({ ...JSON.parse(row.body ?? '{}'), subject }),
    due_at: env.now() + lease,
  };
  const got = await env.write(async (tx) => {
    if (!(await changeLetter(tx.db, row, change))) return false;
    for (const one of others)
      await changeLetter(tx.db, one, { state: 'bundled', bundled_into: row.id, due_at: null, settled_at: tx.now });
    if (told) await setColumns(tx.db, 'arrivals', told.arrivalId, { told_due_at: told.at });
    return true;
  });
  return got ? { ...row, ...change } : null;
}

async function send(env: Env, letter: Letter): Promise<Fate> {
  const channel = env.channels.get('email');
  try {
    const account = { id: 'email', config: {}, secrets: {}, cursor: '', keep: async () => {} };
    const sent: Sent = await channel!.send!(letter, account, AbortSignal.timeout(lease - 20_000));
    return sent.state === 'accepted' ? { state: 'accepted', providerId: sent.providerId } : { state: 'kept', where: sent.where };
  } catch (error) {
    if (error instanceof SendError)
      return { state: error.failure === 'permanent' ? 'refused' : error.failure, reason: error.message };
    env.log('error', 'a letter could not be made or sent', { error: String(error) });
    return { state: 'passing', reason: 'The letter could not be sent: our own trouble.' };
  }
}
