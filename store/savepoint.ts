import { CompiledQuery } from 'kysely';
import type { Db } from './engine.ts';

/** Runs a part of a deed that may fail alone: what it wrote is undone, the rest of the deed stays. */
export async function inSavepoint<Value>(db: Db, part: () => Promise<Value>): Promise<Value> {
  await db.executeQuery(CompiledQuery.raw('savepoint part'));
  try {
    const value = await part();
    await db.executeQuery(CompiledQuery.raw('release savepoint part'));
    return value;
  } catch (error) {
    await db.executeQuery(CompiledQuery.raw('rollback to savepoint part'));
    await db.executeQuery(CompiledQuery.raw('release savepoint part'));
    throw error;
  }
}
