import type { OutboxEntryRow } from '#store/schema.ts';

export type LetterShown = { id: string; words: string; tone: '' | 'ok' | 'soon' | 'late' | 'waiting'; open: boolean };

const unsettled = ['kept', 'refused', 'unknown'];

/** What became of a letter, saying only what is so. `open`: somebody has to say what became of it. */
export function letterShown({ id, state, error, settled_by, sent_at }: OutboxEntryRow): LetterShown {
  const open = unsettled.includes(state) && settled_by === null;
  if (unsettled.includes(state) && settled_by === 'baton') return { id, words: 'kept, not sent', tone: '', open };
  if (unsettled.includes(state) && settled_by !== null)
    return sent_at === null ? { id, words: 'did not go', tone: '', open } : { id, words: 'sent by hand', tone: '', open };
  switch (state) {
    case 'queued':
      return { id, words: error ? `still to go: ${error}` : 'about to go', tone: error ? 'soon' : 'waiting', open };
    case 'sending':
      return { id, words: 'on its way', tone: 'waiting', open };
    case 'accepted':
      return { id, words: 'handed to the mail server', tone: '', open };
    case 'kept':
      return { id, words: 'kept, not sent', tone: 'soon', open };
    case 'refused':
      return { id, words: `not sent${error ? `: ${error}` : ''}`, tone: 'late', open };
    case 'unknown':
      return { id, words: `we cannot tell whether it went${error ? `: ${error}` : ''}`, tone: 'late', open };
    case 'bounced':
      return { id, words: `came back${error ? `: ${error}` : ''}`, tone: 'late', open };
    case 'withdrawn':
      return { id, words: 'taken back before it went', tone: '', open };
    default:
      return { id, words: 'not needed any more', tone: '', open };
  }
}
