import type { Channel, Item, Message } from '#channels/channel.ts';
import type { Timetable } from '#domain/opening-hours.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import { listChannels } from '#store/channels.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { receiveItems } from './receive.ts';
import { worldBy } from './world-of.ts';

const most = 200;
const days = 10;

/** The people in a list as somebody writes it down: one a line, with or without a dash or a number before it, each once. */
export function remembered(text: string): string[] {
  const lines = manyLines(text, 40_000)
    .split('\n')
    .map((line) => oneLine(line.replace(/^\s*(?:[-–—*•·]|\d{1,3}[.)])\s+/, ''), 500))
    .filter(Boolean);
  return [...new Set(lines)].slice(0, most);
}

/**
 * Whom somebody is meant to get back to, one a line: history, so nothing is sent, no clock starts and no figure counts it. Each
 * becomes a lead whose next step lies on one of the next ten business days, spread evenly. Returns how many leads there are now.
 */
export async function addRemembered(env: Env, { text, memberId }: { text: string; memberId: string }): Promise<number> {
  const lines = remembered(text);
  if (lines.length === 0) return 0;
  const standard = await readStandard(env.read);
  const channels = await listChannels(env.read);
  const [byHand, world, now] = [env.channels.get('manual')!, worldBy(standard), env.now()];
  const leads = new Set<string>();
  for (const [place, line] of lines.entries()) {
    const raw = { body: Buffer.from(line), contentType: 'text/plain; charset=utf-8', receivedAt: now };
    const item = asRemembered(byHand, line, byHand.understand!(raw, world)[0]);
    const channel = channels.find(({ id }) => id === item.source) ?? channels.find(({ id }) => id === 'other')!;
    const step = { what: 'Get back to them', dueAt: dayFor(place, lines.length, standard.timetable, now) };
    for (const { lead } of await receiveItems(env, channel, raw, [item], { by: memberId, historyAt: now, step }))
      if (lead) leads.add(lead.id);
  }
  return leads.size;
}

/** Whoever wrote the line knows whom they mean: where no name can be told from it, the line is the name. */
function asRemembered({ kind }: Channel, line: string, read: Item | undefined): Message {
  if (read?.is !== 'message') throw new Error(`the channel ${kind} read no message`);
  const { doubt: _, ...message } = read;
  const { name, company } = message.from;
  return name || company ? message : { ...message, from: { ...message.from, name: oneLine(line, 60) } };
}

function dayFor(place: number, of: number, timetable: Timetable, now: number): number {
  const ahead = 1 + Math.floor((place * days) / Math.max(of, days / 2));
  const date = timetable.addBusinessDays(timetable.dayOf(now), Math.min(ahead, days));
  return timetable.openAt(date, '10:00');
}
