import type { Sayer } from '#domain/say-time.ts';
import { withinSentence } from '#domain/source.ts';
import { findMember } from '#store/members.ts';
import type { LeadShown as Row } from '#store/read-leads.ts';
import type { ClockRow } from '#store/schema.ts';
import type { readTouches } from '#store/timeline.ts';
import type { Env } from '#work/env.ts';
import { coverOf } from '#work/letters/cover.ts';
import { dayWords, momentWords, sourceWords } from '../lead-words.ts';

type Fact = { label: string; words: string; beside?: { words: string; tone: 'ok' | 'late' } };

/** The short list beside a lead: what has happened so far, by its own name. */
export async function factsOf(
  env: Env,
  lead: Row,
  touches: Awaited<ReturnType<typeof readTouches>>,
  clocks: readonly ClockRow[],
  say: Sayer,
  now: number,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  const last = touches.findLast(({ at }) => at === lead.last_contact_at);
  if (lead.last_contact_at !== null)
    facts.push({
      label: 'Last contact',
      words: `${dayWords(lead.last_contact_at, say)}${last ? `, ${withinSentence(sourceWords(last.kind))}` : ''}`,
    });
  const first = clocks.find(({ kind }) => kind === 'first');
  if (first?.answered_at != null)
    facts.push({
      label: 'First reply',
      words: first.answered_at === first.started_at ? 'at once' : say.span(first.answered_at - first.started_at),
      beside: first.answered_at > first.due_at ? { words: 'later than we said', tone: 'late' } : { words: 'on time', tone: 'ok' },
    });
  else if (lead.tried_count > 0)
    facts.push({ label: 'Tried', words: lead.tried_count === 1 ? 'once' : `${lead.tried_count} times` });
  facts.push({ label: 'Source', words: sourceWords(lead.source) });
  if (lead.referred_by) facts.push({ label: 'Sent by', words: lead.referred_by });
  if (lead.heard_of) facts.push({ label: 'Heard of us', words: lead.heard_of });
  facts.push({ label: 'Received', words: say.shortDate(lead.received_at) });
  if (lead.recorded_at - lead.received_at > 3_600_000)
    facts.push({ label: 'Written down', words: say.shortDate(lead.recorded_at) });
  if (lead.state === 'open')
    facts.push({ label: 'Seen', words: lead.seen_at === null ? 'not opened yet' : momentWords(lead.seen_at, now, say) });
  const cover = lead.owner_id ? await coverOf(env.read, lead.owner_id, lead.channel_id, now) : null;
  const name = cover && (await findMember(env.read, cover))?.name;
  if (name) facts.push({ label: 'Cover', words: `${name}, if ${lead.owner_name.split(' ')[0]} is away` });
  return facts;
}
