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

/** What is to be said once the commit is on disk. */
type Ran = { settle: (() => void)[]; topics: Set<string> };

const most = 256;
const longestQueue = 5_000;
/** Turns of the event loop without a new deed after which nobody else is waited for. */
const idleTurns = 2;
/** Milliseconds after which the door is shut, however many are still coming: the first of them waits. */
const longestDoor = 50;
/** Milliseconds to wait for another process. */
const usualPatience = 10_000;

/**
 * Deeds that wait while a commit runs share the next one; one of them failing undoes itself alone. A promise settles after the
 * commit is on disk.
 */
export function groupCommit(db: Db, ledger: Ledger, hands: Hands, patience = usualPatience): Write {
  let waiting: Waiting[] = [];
  let running = false;

  async function begin(): Promise<void> {
    const started = performance.now();
    while (!ledger.begin()) {
      if (performance.now() - started > patience) throw new Busy('another process holds the database');
      await pause(5);
    }
  }

  async function perform({ deed, keep }: Waiting, ran: Ran, haste: { isHasty?: true }): Promise<void> {
    const told: string[] = [];
    const value = await deed({ db, now: hands.now(), id: hands.id, after: (topic) => void told.push(topic), ...haste });
    ran.settle.push(() => keep(value as never));
    for (const topic of told) ran.topics.add(topic);
  }

  /** Null where a deed failed: then nothing of the batch has been done. */
  async function runTogether(batch: readonly Waiting[]): Promise<Ran | null> {
    const ran: Ran = { settle: [], topics: new Set() };
    try {
      for (const one of batch) await perform(one, ran, { isHasty: true });
      return ran;
    } catch {
      ledger.rollback();
      return null;
    }
  }

  async function runApart(batch: readonly Waiting[]): Promise<Ran> {
    const ran: Ran = { settle: [], topics: new Set() };
    await begin();
    for (const one of batch) {
      ledger.save();
      try {
        await perform(one, ran, {});
        ledger.release();
      } catch (error) {
        if (!ledger.undo()) throw new Busy('the database gave up a batch of writes', error);
        ran.settle.push(() => one.refuse(error));
      }
    }
    return ran;
  }

  async function runBatch(batch: readonly Waiting[]): Promise<void> {
    let ran: Ran;
    try {
      await begin();
      // A savepoint costs a copy of every page touched, so deeds get one of their own only after one of them has failed.
      ran = (await runTogether(batch)) ?? (await runApart(batch));
      ledger.commit();
    } catch (error) {
      ledger.rollback();
      const why = error instanceof Busy ? error : new Busy('the database did not take the write', error);
      for (const { refuse } of batch) refuse(why);
      return;
    }
    for (const done of ran.settle) done();
    if (ran.topics.size > 0) hands.tell(ran.topics);
  }

  /**
   * The sockets are read between two commits, so that the next batch is a full one. A turn of the event loop takes one new
   * connection and reads the one before: as long as turns bring deeds, others are at the door.
   */
  async function letIn(): Promise<void> {
    const began = performance.now();
    let idle = 0;
    do {
      const before = waiting.length;
      await turn();
      idle = waiting.length > before ? 0 : idle + 1;
    } while (idle < idleTurns && waiting.length < most && performance.now() - began < longestDoor);
  }

  async function drain(): Promise<void> {
    running = true;
    do {
      await letIn();
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      if (batch.length > 0) await runBatch(batch);
    } while (waiting.length > 0);
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
