import { CompiledQuery } from 'kysely';
import { mayRunAgain, TooHasty, type Tx } from './engine.ts';

/**
 * Runs a part of a deed that may fail alone: what it wrote is undone, the rest of the deed stays. What mayRunAgain says of an
 * error has to be thrown on.
 */
export async function inSavepoint<Value>(tx: Tx, part: () => Promise<Value>): Promise<Value> {
  if (tx.isHasty) return part().catch(giveUp);
  const say = (text: string) => tx.db.executeQuery(CompiledQuery.raw(text));
  await say('savepoint part');
  try {
    const value = await part();
    await say('release savepoint part');
    return value;
  } catch (error) {
    await say('rollback to savepoint part');
    await say('release savepoint part');
    throw error;
  }
}

function giveUp(error: unknown): never {
  throw mayRunAgain(error) ? error : new TooHasty(error);
}
