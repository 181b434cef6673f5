import type { Sayer } from '#domain/say-time.ts';
import { stageNamed } from '#domain/stage.ts';
import { findUndo } from '#store/lead-story.ts';
import { findLead } from '#store/leads.ts';
import { findLetter } from '#store/outbox.ts';
import type { LeadRow, UndoRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import type { Made } from '#work/leads/keep-undo.ts';
import { outcomeWords, stepWords } from '../lead-words.ts';
import type { LeadOnScreen } from './lead-shown.ts';

export type NoticeShown = {
  /** The act; a new one is a new notice. */
  id: string;
  what: string;
  words: string;
  /** What comes next, with whether it is only suggested. */
  next: { words: string; suggested: boolean } | null;
  /** A letter goes when the time is over. */
  letter: boolean;
  /** Milliseconds in which it can still be taken back; 0: it cannot. */
  left: number;
  number: number;
};

/** What was done a while ago is no news. Milliseconds. */
const longest = 600_000;

const missed: Record<string, string> = {
  late: 'Ten seconds are over, so it stays as it is.',
  changed: 'Somebody has acted on it since, so it stays as it is.',
  gone: 'It has left already, so it stays as it is.',
};

/** What the address of a screen, of a lead's or of another, says was just done (`did`), or taken back, by this member; null where it says nothing. */
export async function noticeOf(
  env: Env,
  memberId: string,
  url: URL,
  { stages }: Standard,
  say: Sayer,
  page?: LeadRow,
): Promise<NoticeShown | null> {
  const id = url.searchParams.get('did');
  const undo = id ? await findUndo(env.read, id, memberId) : undefined;
  if (!undo) return null;
  const lead = (undo.lead_id && (await findLead(env.read, undo.lead_id))) || page;
  if (!lead) return null;
  const plain = { id: undo.id, what: undo.what, next: null, letter: false, left: 0, number: lead.number };
  const fate = url.searchParams.get('undo');
  if (fate && missed[fate]) return { ...plain, id: `${undo.id} ${fate}`, words: missed[fate] };
  if (undo.used_at !== null) return { ...plain, id: `${undo.id} back`, words: 'Taken back.' };
  const left = Math.max(0, undo.until_at - env.now());
  if (env.now() - undo.until_at > longest) return null;
  const made = JSON.parse(undo.made) as Made[];
  const letter = made.find(({ table }) => table === 'outbox');
  const row = letter && 'id' in letter && !('was' in letter) ? await findLetter(env.read, letter.id) : undefined;
  const leaves = row?.audience === 'customer';
  const mailLeaves = env.settings.smtpUrl !== undefined;
  const words = leaves
    ? letterWords(undo, mailLeaves)
    : actWords(undo, lead, page ?? lead, (key) => stageNamed(stages, key)?.name ?? key, say, env.now());
  return {
    ...plain,
    words,
    letter: leaves && mailLeaves,
    left,
    // What was planned with a letter that is only kept does not come to pass.
    next: leaves && !mailLeaves ? null : nextOf(undo, lead, say, env.now()),
  };
}

function letterWords({ what }: UndoRow, mailLeaves: boolean): string {
  if (!mailLeaves) return 'Kept, not sent: no mail server is set.';
  return what === 'takes-longer' ? 'They are told in' : 'Sent in';
}

function actWords(
  { what }: UndoRow,
  lead: LeadRow,
  page: LeadRow,
  stage: (key: string) => string,
  say: Sayer,
  now: number,
): string {
  const merged = ofMerging(what, lead, page);
  if (merged) return merged;
  const beside = besideWords[what];
  if (beside) return beside;
  if (lead.state === 'closed') return `Closed: ${outcomeWords[lead.outcome ?? ''] ?? 'over'}.`;
  if (lead.state === 'later') return `Asleep until ${say.nearDay(lead.later_until_at!, now)}.`;
  switch (what) {
    case 'stage':
      return `Moved to ${stage(lead.stage)}.`;
    case 'reopen':
      return 'Open again.';
    case 'wait':
      return `Waiting for them until ${say.nearDay(lead.next_due_at!, now)}.`;
    case 'takes-longer':
      return 'Kept. There is no address to tell them by, so ring them.';
    default:
      return 'Saved.';
  }
}

/** A note and a task say nothing of where their lead stands. */
const besideWords: Readonly<Record<string, string>> = {
  note: 'Noted.',
  'task-asked': 'The task is asked for.',
  task: 'The task is done.',
  'task-drop': 'The task is no longer needed.',
};

function ofMerging(what: string, lead: LeadRow, page: LeadRow): string | null {
  switch (what) {
    case 'merge':
      return lead.id === page.id ? 'Put together: both stories are here now.' : `#${lead.number} goes on here, with its story.`;
    case 'unmerge':
      return 'Two leads again.';
    case 'split':
      return `A lead of its own now: #${page.number}.`;
    case 'same-person':
      return 'Noted: one person.';
    case 'two-people':
      return 'Noted: two people.';
    case 'log':
      return `Saved as #${page.number}.`;
    default:
      return null;
  }
}

function nextOf({ what }: UndoRow, lead: LeadRow, say: Sayer, now: number): NoticeShown['next'] {
  if (lead.state !== 'open' || !['touch', 'reopen', 'step-done', 'snooze', 'join', 'log', 'split'].includes(what)) return null;
  return {
    words: `${stepWords(lead.next_what!)}, ${say.nearClock(lead.next_due_at!, now)}`,
    suggested: lead.next_suggested_at !== null,
  };
}

/** Said on the way from the quick log. */
export const logged = ({ number, step }: LeadOnScreen): NoticeShown => ({
  id: 'logged just now',
  what: 'log',
  words: `Saved as #${number}.`,
  next: step && { words: `${stepWords(step.plain)}, ${step.when}`, suggested: step.suggested },
  letter: false,
  left: 0,
  number,
});
