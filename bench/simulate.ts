import type { House } from '#start.ts';
import { findMemberByEmail } from '#store/members.ts';
import { receive } from '#work/arrivals/receive.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { logTouch } from '#work/leads/log-touch.ts';
import { putLater } from '#work/leads/put-later.ts';
import { addMember } from '#work/people/add-member.ts';
import { person } from './people.ts';

const minute = 60_000;
const day = 1440 * minute;

/** How many leads are simulated, and how many of them stay open; the rest is closed. */
export const simulated = { all: 300, open: 100 } as const;

/** The last Friday before `now` at 10:00 UTC: a moment at which most teams are at work. */
export function lastFriday(now: number): number {
  const today = Math.floor(now / day) * day;
  const back = (new Date(today).getUTCDay() + 2) % 7 || 7;
  return today - back * day + 600 * minute;
}

/**
 * Three days in the life of a team of four, up to `until`, by the deeds themselves: enquiries come in, most are answered, two of
 * three are won or lost, a few sleep. `time` is what the house takes for now.
 */
export async function simulate({ env }: House, time: { now: number }, until: number): Promise<void> {
  const start = until - 3 * day;
  time.now = start;
  const ana = (await findMemberByEmail(env.read, 'ana@harbourplumbing.example'))!.id;
  const members = [ana];
  for (const name of ['Ben Okoro', 'Cleo Marsh', 'Dev Patel'])
    members.push(
      (await addMember(env, { name, email: `${name.split(' ')[0]!.toLowerCase()}@harbourplumbing.example`, role: 'member' }, ana))
        .member.id,
    );

  for (let n = 0; n < simulated.all; n++) {
    time.now = start + Math.floor((n / simulated.all) * (3 * day - 60 * minute));
    const owner = members[n % members.length]!;
    await env.write((tx) =>
      tx.db
        .updateTable('channels')
        .set({ owner_rule: JSON.stringify({ fixed: owner }) })
        .where('id', '=', 'website')
        .execute(),
    );
    const { name, email, phone, message } = person(n);
    const body = new TextEncoder().encode(new URLSearchParams({ name, email, phone, message }).toString());
    const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: time.now };
    const [got] = await receive(env, 'website', raw, { acknowledge: true });
    const which = { id: got!.lead!.id };
    const by = { memberId: owner };
    const [isOpen, kind] = [n % 3 === 0, Math.floor(n / 3) % 4];
    if (isOpen && kind === 0) continue;
    time.now += 12 * minute;
    await logTouch(env, which, by, {
      kind: 'phone',
      direction: 'out',
      result: kind === 1 ? 'no-answer' : 'spoke',
      text: 'Said when we could come.',
      minutes: 6,
    });
    if (isOpen && kind === 3) await putLater(env, which, by, { until: until + 30 * day });
    if (!isOpen)
      await closeLead(
        env,
        which,
        by,
        n % 3 === 1 ? { outcome: 'won', value: 48_000 } : { outcome: 'lost', reason: 'chose-another' },
      );
  }
  time.now = until;
}
