import type { Db } from '#store/engine.ts';
import { claimKey, findAnswer, keepAnswer } from '#store/idempotency.ts';
import type { IdempotencyRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../running/secret.ts';

const remembered = 7 * 86_400_000;

/** Which request an Idempotency-Key of an API key stands for; `content` is all that makes it this request and no other. */
export type Once = { keyId: string; key: string; content: string; status: number };
export type Answered = { status: number; body: string; again: boolean };

class Taken extends Error {}

/**
 * Does a deed once per Idempotency-Key and gives the same answer every time it is asked for in seven days.
 *
 * The key is claimed, the deed done, its answer made and kept in one transaction: after a crash either all of it is there, and the
 * same request gets the answer it never saw, or none, and it is done as if for the first time. A deed that refuses takes its claim
 * back with it, so the key may be used again. Therefore `deed` has to write once, by the env it is handed, and to return what its
 * transaction returned; `say` reads what it says from that same transaction.
 *
 * `running` holds what is under way in this process. A second process waits at the claim until the first has committed.
 */
export async function answerOnce<Value>(
  env: Env,
  running: Set<string>,
  once: Once,
  deed: (env: Env) => Promise<Value>,
  say: (db: Db, value: Value) => Promise<object>,
): Promise<Answered> {
  const { keyId, key, status } = once;
  const since = env.now() - remembered;
  const claim = { key_id: keyId, key, request_hash: hashToken(once.content), created_at: env.now() };
  const known = await findAnswer(env.read, { keyId, key });
  if (known[0] && known[0].created_at >= since) return sameAgain(known[0], claim.request_hash);
  const name = `${keyId} ${key}`;
  if (running.has(name)) throw new Refusal(409, 'A request with this Idempotency-Key is under way. Ask again in a moment.');
  running.add(name);
  let body = '';
  const write: Env['write'] = (work) =>
    env.write(async (tx) => {
      if (!(await claimKey(tx.db, claim, since))) throw new Taken();
      const value = await work(tx);
      body = JSON.stringify(await say(tx.db, value as unknown as Value));
      await keepAnswer(tx.db, { ...claim, status, body });
      return value;
    });
  try {
    await deed({ ...env, write });
    return { status, body, again: false };
  } catch (error) {
    if (!(error instanceof Taken)) throw error;
    const [there] = await findAnswer(env.read, { keyId, key });
    if (!there) throw new Refusal(409, 'A request with this Idempotency-Key is under way. Ask again in a moment.');
    return sameAgain(there, claim.request_hash);
  } finally {
    running.delete(name);
  }
}

function sameAgain({ request_hash, status, body }: IdempotencyRow, hash: string): Answered {
  if (request_hash !== hash)
    throw new Refusal(422, 'This Idempotency-Key was used for another request. Take a new one.', { field: 'Idempotency-Key' });
  return { status, body, again: true };
}
