import type { Sayer } from '#domain/say-time.ts';
import { stageNamed } from '#domain/stage.ts';
import type { ArrivalRow, ClockRow, FileRow, LeadRow, OutboxEntryRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { readTimeline, readTouches } from '#store/timeline.ts';
import { momentWords } from '../lead-words.ts';
import { type LetterShown, letterShown } from '../letter-words.ts';
import { entryWords } from './entry-words.ts';
import { touchWords } from './touch-words.ts';

export type Entry = {
  id: string;
  at: number;
  /** Theirs, ours, or something that happened by the way. */
  tone: 'in' | 'out' | 'quiet';
  who: string | null;
  words: string;
  time: string;
  exact: string;
  text: string | null;
  chips: { words: string; tone: '' | 'ok' | 'late' }[];
  files: { id: string; name: string }[];
  letter: LetterShown | null;
  /** What may be said about it after all. */
  ask: { is: 'needs-answer'; touch: string } | { is: 'split'; arrival: string } | null;
};

type Story = {
  lead: LeadRow;
  who: string;
  entries: Awaited<ReturnType<typeof readTimeline>>;
  touches: Awaited<ReturnType<typeof readTouches>>;
  notes: { id: string; text: string; at: number; by: string }[];
  arrivals: readonly ArrivalRow[];
  letters: readonly OutboxEntryRow[];
  files: readonly FileRow[];
  clocks: readonly ClockRow[];
};

/** Everything that happened, in words, the newest first. */
export function timelineShown(story: Story, { stages }: Standard, say: Sayer, now: number): Entry[] {
  const moment = (at: number) => ({ at, time: momentWords(at, now, say), exact: say.dayClock(at) });
  const quiet = { tone: 'quiet' as const, text: null, chips: [], files: [], letter: null, ask: null };
  const stage = (key: string) => stageNamed(stages, key)?.name ?? key;
  const acted = Map.groupBy(story.entries, ({ at }) => at);
  const shown: Entry[] = story.touches.map((touch, place) => ({ ...touchShown(story, touch, place, say), ...moment(touch.at) }));
  for (const { id, text, at, by } of story.notes) shown.push({ ...quiet, id, who: by, words: 'noted', text, ...moment(at) });
  for (const letter of story.letters)
    if (letter.kind === 'acknowledgement' && !['skipped', 'queued', 'sending'].includes(letter.state))
      shown.push({
        ...quiet,
        id: letter.id,
        who: null,
        words: 'Baton told them that it arrived',
        letter: letterShown(letter),
        ...moment(letter.sent_at ?? letter.created_at),
      });
  for (const entry of story.entries) {
    const beside = (acted.get(entry.at) ?? []).map(({ kind }) => kind);
    const said = entryWords(entry, beside, { say, now, stage });
    if (!said) continue;
    const longer = entry.kind === 'takes-longer' ? letterAt(story, 'takes-longer', entry.at) : null;
    shown.push({ ...quiet, id: entry.id, who: said.who, words: said.words, letter: longer, ...moment(entry.at) });
  }
  return shown.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

const letterAt = ({ letters }: Story, kind: string, at: number): LetterShown | null => {
  const letter = letters.find((one) => one.kind === kind && one.created_at === at);
  return letter ? letterShown(letter) : null;
};

function touchShown(
  story: Story,
  touch: Story['touches'][number],
  place: number,
  say: Sayer,
): Omit<Entry, 'at' | 'time' | 'exact'> {
  const { who, touches, arrivals, letters, files, clocks } = story;
  const before = touches.slice(0, place);
  const theirs = touch.direction === 'in';
  const letter = letters.find(({ id }) => id === touch.outbox_id);
  const clock = clocks.find(({ touch_id, kind }) => touch_id === touch.id && kind === 'first');
  const first =
    clock?.answered_at != null && !theirs
      ? { took: clock.answered_at - clock.started_at, late: clock.answered_at > clock.due_at }
      : null;
  const words = touchWords(touch, {
    ours: before.some(({ direction }) => direction === 'out'),
    theirs: before.some(({ direction }) => direction === 'in'),
  });
  const arrival = arrivals.find(({ id }) => id === touch.arrival_id);
  const logged = theirs && touch.by ? ` · ${touch.by}` : '';
  return {
    id: touch.id,
    tone: theirs ? 'in' : 'out',
    who: theirs ? who : touch.by,
    words: first ? `${words}, the first reply, after ${say.span(first.took)}` : words + logged,
    text: touch.text ?? arrival?.asked ?? null,
    chips: [
      ...(first
        ? [first.late ? { words: 'later than we said', tone: 'late' as const } : { words: 'on time', tone: 'ok' as const }]
        : []),
      ...(touch.courtesy_at === null ? [] : [{ words: 'a thank-you, needs no answer', tone: '' as const }]),
    ],
    files: files
      .filter(({ arrival_id }) => arrival_id !== null && arrival_id === touch.arrival_id)
      .map(({ id, name }) => ({ id, name })),
    letter: letter ? letterShown(letter) : null,
    ask: askOf(story, touch, arrival),
  };
}

function askOf({ entries }: Story, touch: Story['touches'][number], arrival: ArrivalRow | undefined): Entry['ask'] {
  if (touch.courtesy_at !== null) return { is: 'needs-answer', touch: touch.id };
  if (arrival?.outcome !== 'linked') return null;
  const wrote = entries.find(({ kind, facts }) => kind === 'wrote' && facts?.includes(arrival.id));
  return wrote?.facts?.includes('"mayBeNew":true') ? { is: 'split', arrival: arrival.id } : null;
}
