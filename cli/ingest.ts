import { readFile } from 'node:fs/promises';
import { emailPoint, phonePoint } from '#domain/contact.ts';
import { findContact } from '#store/contacts.ts';
import { readStandard } from '#store/standard.ts';
import { findWayIn, kindsRead, playIn } from '#work/arrivals/play-in.ts';
import type { Received } from '#work/arrivals/receive.ts';
import type { Env } from '#work/env.ts';
import { type Command, type Paper, WrongUse } from './command.ts';
import { contentTypeOf } from './content-type.ts';
import { inWords } from './in-words.ts';
import { withHouse } from './with-house.ts';

export const ingest: Command = {
  name: 'ingest',
  says: 'Plays raw input through the door of a channel and prints a line of JSON per arrival.',
  usage: '--channel KIND [--at TIME] FILE…',
  examples: [
    'bin/baton ingest --channel website-form enquiry.form',
    'echo "Ring Tom Reid back, 07700 900123, leak under the sink" | bin/baton ingest --channel phone -',
  ],
  options: {
    channel: { type: 'string', says: "A channel's id, a kind of channel, or manual, phone, walk-in … for what somebody typed." },
    at: { type: 'string', says: 'When it was received, such as 2026-11-20T18:05:00Z. Unless given: now.' },
  },
  run(asked, desk) {
    const name = asked.text('channel');
    const at = momentOf(asked.maybe('at'));
    if (asked.words.length === 0) throw new WrongUse('Which file? - reads standard input.');
    return withHouse(desk, async ({ env }) => {
      const way = await findWayIn(env, name);
      if (!way) throw new WrongUse(`Baton cannot read “${name}” yet. It can read: ${kindsRead(env).join(', ')}.`);
      const play = (raw: Raw) => playIn(env, way, raw);
      let failures = 0;
      for (const file of asked.words) failures += await playFile(env, desk.paper, { file, at, play });
      return failures > 0 ? 1 : 0;
    });
  },
};

type Raw = Parameters<typeof playIn>[2];
type Playing = { file: string; at: number | undefined; play(raw: Raw): Promise<Received[]> };

const nobody = { name: null, email: null, phone: null };

/** Prints a line per arrival and returns how many of them failed. */
async function playFile(env: Env, paper: Paper, { file, at, play }: Playing): Promise<number> {
  const print = (line: object) => paper.out(JSON.stringify({ file, ...line }));
  const none = { lead: null, contact: nobody, asked: '' };
  try {
    const body = file === '-' ? await paper.input() : await readFile(file);
    const received = await play({ body, contentType: contentTypeOf(file, body), receivedAt: at ?? env.now() });
    for (const one of received) print(await lineOf(env, one));
    if (received.length === 0) print({ outcome: 'not-an-enquiry', reason: 'nothing in it', ...none });
    return received.filter(({ arrival }) => arrival.outcome === 'failed').length;
  } catch (error) {
    print({ outcome: 'failed', reason: inWords(error), ...none });
    return 1;
  }
}

async function lineOf(env: Env, { arrival, lead, duplicate }: Received) {
  const contact = arrival.contact_id ? await findContact(env.read, arrival.contact_id) : undefined;
  const { team } = await readStandard(env.read);
  const { from_name, from_email, from_phone } = arrival;
  return {
    outcome: arrival.outcome,
    reason: arrival.reason,
    lead: lead?.number ?? null,
    contact: {
      name: from_name ?? contact?.name ?? null,
      email: (from_email && emailPoint(from_email)) ?? from_email ?? contact?.email ?? null,
      phone: (from_phone && phonePoint(from_phone, team.country)) ?? from_phone ?? contact?.phone ?? null,
    },
    asked: arrival.asked,
    ...(duplicate ? { duplicate: true } : {}),
  };
}

/** A moment with its offset from UTC, in milliseconds; a time without one would mean something else in every zone. */
function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new WrongUse('--at takes a time with Z or its offset, such as 2026-11-20T18:05:00+01:00.');
  }
}
