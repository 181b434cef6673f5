import { type SortAs, sortArrival } from '#work/arrivals/sort-arrival.ts';
import type { Env } from '#work/env.ts';
import { finishTask } from '#work/leads/finish-task.ts';
import { settleLetter } from '#work/leads/settle-letter.ts';
import { undoAct } from '#work/leads/undo-act.ts';
import { Refusal } from '#work/refusal.ts';
import { textIn } from '../refused.ts';

/** What Today says after an act: what was done, and what can still be done about it. */
export type Did = {
  /** Another act is another notice. */
  key: string;
  words: string;
  undo?: { id: string; left: number };
  /** The arrival that was just sorted as something that is no new job. */
  sorted?: { id: string; as: SortAs; sender: string | null; remembered: boolean };
  lead?: number;
  wrong?: boolean;
};

const sortings: Record<SortAs, string> = {
  enquiry: 'It is on the list as an enquiry, with the time at which it came.',
  'known-customer': 'Noted: a known customer, no new job.',
  'not-an-enquiry': 'Noted: not an enquiry.',
};

const isSorting = (text: string): text is SortAs => Object.hasOwn(sortings, text);

/** The few acts that are done on a list, without opening what they are about. Refusals are said, not thrown. */
export async function actOnList(env: Env, memberId: string, form: FormData): Promise<Did> {
  const id = textIn(form, 'id');
  const key = `${textIn(form, 'do')} ${id} ${env.now()}`;
  try {
    switch (textIn(form, 'do')) {
      case 'sort':
        return { key, ...(await sort(env, memberId, id, form)) };
      case 'settle': {
        const sent = textIn(form, 'sent') === 'yes';
        const { undo } = await settleLetter(env, { id, memberId, sent });
        const words = sent ? 'Noted: you sent it.' : 'Noted: it did not go.';
        return { key, words, ...(undo ? { undo: { id: undo.id, left: undo.until - env.now() } } : {}) };
      }
      case 'task': {
        const { task, undo } = await finishTask(env, { id, memberId });
        return { key, words: `Done: ${task.what}.`, ...(undo ? { undo: { id: undo.id, left: undo.until - env.now() } } : {}) };
      }
      case 'undo':
        await undoAct(env, { id, memberId });
        return { key, words: 'Taken back.' };
      default:
        return { key, words: 'Nothing was done.', wrong: true };
    }
  } catch (error) {
    if (error instanceof Refusal) return { key, words: error.message, wrong: true };
    throw error;
  }
}

async function sort(env: Env, memberId: string, id: string, form: FormData): Promise<Omit<Did, 'key'>> {
  const remember = textIn(form, 'remember') !== '';
  const as = textIn(form, 'as') || textIn(form, 'remember');
  if (!isSorting(as)) return { words: 'Nothing was done.', wrong: true };
  const { arrival, lead, undo: kept } = await sortArrival(env, { id, memberId, as, remember });
  const undo = { id: kept.id, left: kept.until - env.now() };
  if (lead) return { words: sortings[as], lead: lead.number, undo };
  const sender = arrival.from_email ?? arrival.from_phone ?? arrival.from_handle;
  const words = remember && sender ? `From now on, what ${sender} sends is sorted the same way.` : sortings[as];
  return { words, sorted: { id, as, sender, remembered: remember }, undo };
}
