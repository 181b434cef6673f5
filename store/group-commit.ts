import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { Busy, type Db, type Hands, type Tx, type Write } from './engine.ts';

/** The words of one connection's transaction; `begin` is false while another process writes, `undo` is false when the whole batch is lost. */
export type Ledger = {
  begin(): boolean;
  commit(): void;
  rollback(): void;
  save(): void;
  release(): void;
  undo(): boolean;
};

type Waiting = { deed: (tx: Tx) => Promise<unknown>; keep: (value: never) => void; refuse: (error: unknown) => void };

const most = 256;
const longestQueue = 5_000;
const patience = 10_000;

/**
 * Deeds that wait while a commit runs share the next one, each in a savepoint of its own: one of them failing undoes itself alone.
 * A promise settles after the commit is on disk.
 */
export function groupCommit(db: Db, ledger: Ledger, hands: Hands): Write {
  let waiting: Waiting[] = [];
  let running = false;

  async function begin(): Promise<void> {
    const started = performance.now();
    while (!ledger.begin()) {
      if (performance.now() - started > patience) throw new Busy('another process holds the database');
      await pause(5);
    }
  }

  async function runBatch(batch: Waiting[]): Promise<void> {
    const settle: (() => void)[] = [];
    const topics = new Set<string>();
    try {
      await begin();
      for (const { deed, keep, refuse } of batch) {
        const told: string[] = [];
        const tx: Tx = { db, now: hands.now(), id: hands.id, after: (topic) => void told.push(topic) };
        ledger.save();
        try {
          const value = await deed(tx);
          ledger.release();
          settle.push(() => keep(value as never));
          for (const topic of told) topics.add(topic);
        } catch (error) {
          if (!ledger.undo()) throw new Busy('the database gave up a batch of writes', error);
          settle.push(() => refuse(error));
        }
      }
      ledger.commit();
    } catch (error) {
      ledger.rollback();
      const why = error instanceof Busy ? error : new Busy('the database did not take the write', error);
      for (const { refuse } of batch) refuse(why);
      return;
    }
    for (const done of settle) done();
    if (topics.size > 0) hands.tell(topics);
  }

  async function drain(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await runBatch(batch);
      // The sockets are read between two commits, so that the next batch is a full one.
      await turn();
    }
    running = false;
  }

  return (deed) =>
    new Promise((keep, refuse) => {
      if (waiting.length >= longestQueue) return refuse(new Busy('too many writes are waiting'));
      waiting.push({ deed, keep: keep as Waiting['keep'], refuse });
      if (!running) {
        running = true;
        setImmediate(drain);
      }
    });
}
