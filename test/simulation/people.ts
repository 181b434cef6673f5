import { type Closing, closings, reasons } from '#domain/lead.ts';
import { defaultHours } from '#domain/opening-hours.ts';
import { type Preset, presets, responseRule } from '#domain/response-rule.ts';
import { findChannel } from '#store/arrivals.ts';
import type { LeadRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import { receive, receiveItems } from '#work/arrivals/receive.ts';
import { sortArrival } from '#work/arrivals/sort-arrival.ts';
import { worldOf } from '#work/arrivals/world-of.ts';
import type { Done } from '#work/leads/act-on-lead.ts';
import { changeStage } from '#work/leads/change-stage.ts';
import { closeLead } from '#work/leads/close-lead.ts';
import { editLead } from '#work/leads/edit-lead.ts';
import { logTouch, type Then, type Touch } from '#work/leads/log-touch.ts';
import { putLater } from '#work/leads/put-later.ts';
import { reopenLead } from '#work/leads/reopen-lead.ts';
import { sayItTakesLonger } from '#work/leads/say-it-takes-longer.ts';
import { seeLead } from '#work/leads/see-lead.ts';
import { settleLetter } from '#work/leads/settle-letter.ts';
import { undoAct } from '#work/leads/undo-act.ts';
import { Refusal } from '#work/refusal.ts';
import { changeRules } from '#work/team/change-rules.ts';
import { changeTeam } from '#work/team/change-team.ts';
import { post } from '../acting.ts';
import { count, type World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const things = ['a dripping tap', 'a boiler that knocks', 'two radiators', 'a bathroom from scratch', 'low pressure upstairs'];
const thanks = ['Thanks, that is kind', 'Thank you so much', 'Great, thanks Ana'];
const said = ['spoke', 'spoke', 'no-answer', 'no-answer', 'left-message', 'wrong-number'] as const;

const customer = (n: number) => ({
  name: `Customer ${String.fromCodePoint(65 + (n % 26))}${n}`,
  email: `customer${n}@example.com`,
  ...(n % 3 === 0 ? { phone: `07700 90${String(n % 10_000).padStart(4, '0')}` } : {}),
});

/** What is wrong with a deed is a Refusal in words; anything else is a fault of ours. */
async function allowing<Value>(world: World, deed: Promise<Value>): Promise<Value | null> {
  try {
    return await deed;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    count(world, `refused ${error.status}`);
    return null;
  }
}

/** Somebody asks, asks again, says thank you, or presses Send twice. */
export async function customerWrites(world: World): Promise<void> {
  const { chance, house } = world;
  const who = customer(chance.odds(0.4) ? chance.whole(0, 40) : chance.whole(0, 100_000));
  const message = chance.odds(0.15)
    ? chance.pick(thanks)
    : `I need help with ${chance.pick(things)}${chance.odds(0.5) ? ', what would it cost?' : ` (${chance.whole(1, 999)})`}`;
  const urgent: Record<string, string> = chance.odds(0.1) ? { urgent: 'yes' } : {};
  const twice = chance.odds(0.1);
  for (let again = 0; again < (twice ? 2 : 1); again++) {
    const got = await post(house, { ...who, message, ...urgent });
    for (const { arrival, duplicate } of got) {
      if (again === 1 && !duplicate) throw new Error('the same post within ten minutes is no second arrival');
      world.told.add(arrival.id);
    }
    house.time.now += chance.whole(0, 9) * minute;
  }
  count(world, 'posts');
}

/** A form filled quicker than anybody types: not sure. */
export async function somethingDoubtful(world: World): Promise<void> {
  const fields = { ...customer(world.chance.whole(200_000, 300_000)), message: `SEO offer ${world.chance.whole(1, 9_999)}` };
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const raw = { body, contentType: 'application/x-www-form-urlencoded', receivedAt: world.house.time.now };
  for (const { arrival } of await receive(world.house.env, 'website', raw, {
    acknowledge: true,
    doubt: 'filled in very quickly',
  }))
    world.told.add(arrival.id);
  count(world, 'doubtful');
}

/** A member writes down a call, a walk-in or a missed call, some of them later than it was. */
export async function memberLogs(world: World): Promise<void> {
  const { chance, house } = world;
  const channel = chance.pick(['phone', 'walk-in', 'missed-call', 'whatsapp']);
  const record = {
    channel,
    from: { name: `Caller ${chance.whole(0, 500)}`, phone: `07700 91${String(chance.whole(0, 60)).padStart(4, '0')}` },
    asked: `${chance.pick(things)} ${chance.whole(0, 99_999)}`,
    receivedAt: new Date(house.time.now - chance.whole(0, 180) * minute).toISOString(),
  };
  const raw = {
    body: new TextEncoder().encode(JSON.stringify(record)),
    contentType: 'application/json',
    receivedAt: house.time.now,
  };
  const by = chance.pick([house.cast.ana, house.cast.ben]);
  const row = (await findChannel(house.env.read, channel))!;
  const items = house.env.channels.get('manual')!.understand!(raw, await worldOf(house.env));
  for (const { arrival } of await receiveItems(house.env, row, raw, items, { by })) world.told.add(arrival.id);
  count(world, 'logged');
}

/** A member takes something from the list and does one thing with it; sometimes at once takes it back. */
export async function memberActs(world: World): Promise<void> {
  const { chance, house } = world;
  const actor = { memberId: chance.pick([house.cast.ana, house.cast.ana, house.cast.ben]) };
  const lead = await someLead(world);
  if (!lead) return;
  const before = world.firstAnswers.get(lead.id);
  const done = await allowing(world, actOn(world, lead, actor));
  count(world, 'acts');
  if (done?.undo && chance.odds(0.2)) {
    house.time.now += chance.whole(0, 9) * 1_000;
    if ((await allowing(world, undoAct(house.env, { id: done.undo.id, memberId: actor.memberId }))) && before === undefined)
      world.firstAnswers.delete(lead.id);
    count(world, 'undone');
  }
}

async function someLead({ house, chance }: World): Promise<LeadRow | undefined> {
  const closedToo = chance.odds(0.1);
  const leads = await house.env.read
    .selectFrom('leads')
    .selectAll()
    .where('state', 'in', closedToo ? ['open', 'later', 'closed'] : ['open', 'later'])
    .execute();
  const at = ({ attention_due_at }: LeadRow) => attention_due_at ?? Number.MAX_SAFE_INTEGER;
  leads.sort((a, b) => at(a) - at(b) || a.number - b.number);
  return leads.length === 0 ? undefined : leads[Math.floor(chance.next() ** 2 * leads.length)];
}

function actOn(world: World, lead: LeadRow, actor: { memberId: string }): Promise<Done<unknown>> {
  const { chance, house } = world;
  const { env, time } = house;
  const which = { id: lead.id, ...(chance.odds(0.3) ? { version: lead.version } : {}) };
  const ahead = () => time.now + chance.whole(1, 14) * day;
  const draw = chance.whole(0, 99);
  if (lead.state === 'closed') return reopenLead(env, which, actor, { what: 'Ring them', dueAt: ahead() });
  if (draw < 40) return logTouch(env, which, actor, touch(world, lead));
  if (draw < 58)
    return logTouch(env, which, actor, {
      kind: 'email',
      direction: 'out',
      result: 'sent',
      text: chance.odds(0.5) ? 'We can come on Tuesday.' : 'Would Tuesday suit you?',
      send: true,
      ...next(world),
    });
  if (draw < 63) return sayItTakesLonger(env, which, actor, time.now + chance.whole(1, 72) * hour);
  if (draw < 68) return putLater(env, which, actor, { until: ahead() });
  if (draw < 78) return closeLead(env, which, actor, closing(world));
  if (draw < 84) return changeStage(env, which, actor, chance.pick(['qualified', 'call-booked', 'proposal-sent']));
  if (draw < 89) return editLead(env, which, actor, { nextStep: { what: 'Ring about the date', dueAt: ahead() } });
  if (draw < 94) return editLead(env, which, actor, { urgent: chance.odds(0.5), value: chance.whole(1, 9) * 10_000 });
  return seeLead(env, which, actor);
}

function touch(world: World, lead: LeadRow): Touch {
  const { chance, house } = world;
  const theirs = chance.odds(0.1);
  return {
    kind: theirs ? 'whatsapp' : 'phone',
    direction: theirs ? 'in' : 'out',
    result: theirs ? 'received' : chance.pick(said),
    at: Math.max(house.time.now - (chance.odds(0.3) ? chance.whole(0, 120) * minute : 0), lead.received_at - hour),
    ...next(world),
  };
}

const closing = ({ chance }: World): { outcome: Closing; reason?: (typeof reasons)[number] } => {
  const outcome = chance.pick(closings);
  return outcome === 'lost' ? { outcome, reason: chance.pick(reasons) } : { outcome };
};

/** What follows a touch: mostly the usual. */
function next(world: World): { then?: Then } {
  const { chance, house } = world;
  const ahead = house.time.now + chance.whole(1, 10) * day;
  const all: (Then | undefined)[] = [
    undefined,
    undefined,
    undefined,
    undefined,
    { usual: true },
    { nextStep: { what: 'Send the quote', dueAt: ahead } },
    { waitUntil: ahead },
    { later: { until: ahead } },
    { close: closing(world) },
  ];
  const one = chance.pick(all);
  return one ? Object.fromEntries([['then', one]]) : {};
}

/** What stands on Today beside leads: letters that did not go, arrivals nobody is sure of. */
export async function memberTidies(world: World): Promise<void> {
  const { chance, house } = world;
  const letters = await house.env.read
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['kept', 'refused', 'unknown'])
    .where('audience', '=', 'customer')
    .where('lead_id', 'is not', null)
    .where('settled_by', 'is', null)
    .orderBy('created_at')
    .orderBy('address')
    .orderBy('id')
    .execute();
  for (const { id } of letters)
    if (chance.odds(0.5)) {
      await allowing(world, settleLetter(house.env, { id, memberId: house.cast.ana, sent: chance.odds(0.6) }));
      count(world, 'settled');
    }
  const arrivals = await house.env.read
    .selectFrom('arrivals')
    .select('id')
    .where('outcome', '=', 'not-sure')
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  for (const { id } of arrivals)
    if (chance.odds(0.7)) {
      const as = chance.pick(['enquiry', 'not-an-enquiry', 'known-customer'] as const);
      await allowing(world, sortArrival(house.env, { id, memberId: house.cast.ana, as, remember: chance.odds(0.3) }));
      count(world, 'sorted');
    }
}

/** The admin changes how the team works: the rule, the hours, closed days, who is on call, somebody's quiet hours. */
export async function adminChanges(world: World): Promise<void> {
  const { chance, house } = world;
  const { env, cast, time } = house;
  const memberId = cast.ana;
  const draw = chance.whole(0, 4);
  const { team } = await readStandard(env.read);
  if (draw === 0) {
    const preset = chance.pick(presets) as Preset;
    const onCall = chance.odds(0.5);
    await changeRules(env, {
      memberId,
      change: { rule: { ...responseRule(preset), urgentOutside: onCall ? 'on-call' : 'none' } },
    });
    await changeTeam(env, { memberId, change: { onCall: onCall ? { members: [cast.ana, cast.ben] } : null } });
  } else if (draw === 1) {
    const block = chance.pick([
      { from: '08:00', until: '17:30' },
      { from: '09:00', until: '18:00' },
      { from: '07:00', until: '12:00' },
    ]);
    const lunch = chance.odds(0.3)
      ? [
          { from: '08:00', until: '12:00' },
          { from: '13:00', until: '17:00' },
        ]
      : [block];
    const week = {
      ...defaultHours.week,
      mon: lunch,
      tue: lunch,
      sat: chance.odds(0.3) ? [{ from: '09:00', until: '12:00' }] : [],
    };
    await changeRules(env, { memberId, change: { hours: { ...defaultHours, week } } });
  } else if (draw === 2) {
    const date = new Date(time.now + chance.whole(0, 5) * day).toISOString().slice(0, 10);
    await changeRules(env, { memberId, change: { closedDays: [{ date, name: 'Stocktaking' }] } });
  } else if (draw === 3) {
    const quiet = chance.odds(0.5) ? JSON.stringify({ from: '12:00', until: '13:00' }) : null;
    await env.write((tx) => tx.db.updateTable('members').set({ quiet }).where('id', '=', cast.ben).execute());
  } else {
    await changeTeam(env, { memberId, change: { namesShown: team.names_shown_at === null } });
  }
  count(world, 'changes');
}

/** Ben is busy for a while. */
export async function memberIsBusy(world: World): Promise<void> {
  const { chance, house } = world;
  const { time, cast } = house;
  const until = time.now + chance.whole(1, 30) * hour;
  await house.env.write((tx) =>
    tx.db
      .insertInto('absences')
      .values({
        id: tx.id(),
        member_id: chance.pick([cast.ben, cast.ana]),
        kind: 'busy',
        reason: null,
        from_at: time.now,
        until_at: until,
        covers: null,
        owner_moves_at: null,
        ended_at: null,
        set_by: null,
        created_at: time.now,
        look_due_at: null,
      })
      .execute(),
  );
  count(world, 'busy');
}
