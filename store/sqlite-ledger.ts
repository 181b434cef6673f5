import type { DatabaseSync } from 'node:sqlite';
import { Busy } from './engine.ts';
import type { Ledger } from './group-commit.ts';
import type { Moment } from './moment.ts';
import { busy } from './sqlite-connection.ts';

/** The writer's transaction, as group commit speaks of it. */
export function ledger(raw: DatabaseSync, moments: readonly Moment[]): Ledger {
  const say = Object.fromEntries(
    ['begin immediate', 'commit', 'rollback', 'savepoint deed', 'release deed', 'rollback to deed'].map((text) => [
      text,
      raw.prepare(text),
    ]),
  );
  const end = () => {
    for (const one of moments) one.end();
  };
  return {
    begin() {
      end();
      try {
        say['begin immediate']?.run();
        return true;
      } catch (error) {
        if ((error as { errcode?: number }).errcode === busy) return false;
        throw new Busy('the database takes no writes', error);
      }
    },
    commit() {
      say.commit?.run();
      end();
    },
    rollback() {
      end();
      if (raw.isOpen && raw.isTransaction) say.rollback?.run();
    },
    save: () => void say['savepoint deed']?.run(),
    release: () => void say['release deed']?.run(),
    undo() {
      if (!raw.isOpen || !raw.isTransaction) return false;
      end();
      say['rollback to deed']?.run();
      say['release deed']?.run();
      return true;
    },
  };
}
