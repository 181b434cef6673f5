import { type Fuse, fuseOf, fuseOfStep } from '#domain/burn.ts';
import { sayLabel } from '#domain/labels.ts';
import { callName } from '#domain/letters/call-name.ts';
import { sayMoney } from '#domain/money.ts';
import { nextStep } from '#domain/next-step.ts';
import { type Question, readAnswers, readQuestions, unanswered } from '#domain/questions.ts';
import type { Sayer } from '#domain/say-time.ts';
import { stageNamed } from '#domain/stage.ts';
import { findContact } from '#store/contacts.ts';
import { draftsOfLead } from '#store/drafts.ts';
import { clocksOfLead, stageSince } from '#store/lead-story.ts';
import { findLead } from '#store/leads.ts';
import { notesOfLead } from '#store/notes.ts';
import { arrivalsOfLead, earlierLeads, filesOfArrivals, lettersOfLead, mergedLeads } from '#store/read-lead.ts';
import { type LeadShown as Row, showLead } from '#store/read-leads.ts';
import type { ClockRow, ContactRow, LeadRow, MemberRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import { readTimeline, readTouches } from '#store/timeline.ts';
import type { Env } from '#work/env.ts';
import { writingFor } from '#work/leads/keep-draft.ts';
import { dayWords, momentWords, outcomeWords, reasonWords, sourceWords } from '../lead-words.ts';
import { sayerOf } from '../sayer-of.ts';
import { whoOf } from '../who-of.ts';
import { customerView } from './customer-view.ts';
import { factsOf } from './lead-facts.ts';
import { timelineShown } from './lead-timeline.ts';
import { offeredDays, offeredTimes } from './offered-times.ts';
import { sameShown } from './same-shown.ts';
import { waysShown } from './ways-shown.ts';

export type LeadOnScreen = Awaited<ReturnType<typeof leadOnScreen>>;

/** Everything the screen of one lead says, in words, as it stands now. */
export async function leadOnScreen(env: Env, standard: Standard, row: LeadRow, me: MemberRow) {
  const { read } = env;
  const now = env.now();
  const say = sayerOf(standard);
  const { team, stages } = standard;
  const [lead, contact, arrivals, letters, touches, entries, notes, clocks, drafts, since, earlier, merged] = await Promise.all([
    showLead(read, row),
    findContact(read, row.contact_id),
    arrivalsOfLead(read, row.id),
    lettersOfLead(read, row.id),
    readTouches(read, row.id),
    readTimeline(read, row.id),
    notesOfLead(read, row.id),
    clocksOfLead(read, row.id),
    draftsOfLead(read, row.id),
    stageSince(read, row.id),
    earlierLeads(read, row),
    mergedLeads(read, row.id),
  ]);
  const files = await filesOfArrivals(
    read,
    arrivals.map(({ id }) => id),
  );
  const person = contact ?? (await findContact(read, row.contact_id))!;
  const who = whoOf(lead, team.country);
  const clock =
    clocks.find(({ answered_at, ended_at, lead_id }) => answered_at === null && ended_at === null && lead_id === row.id) ?? null;
  const called = callName(person.name, 'en') || null;
  const stage = stageNamed(stages, row.stage);
  const reach = await waysShown(read, person, team.country);
  const questions = readQuestions(team.questions);
  const answers = readAnswers(row.answers);
  const mine = drafts.find(({ member_id }) => member_id === me.id);
  const survivor = row.merged_into_id ? await findLead(read, row.merged_into_id) : undefined;
  return {
    number: row.number,
    version: row.version,
    now,
    zone: team.zone,
    state: row.state,
    outcome: row.outcome,
    who,
    called,
    company: person.company && person.company !== who ? person.company : null,
    owner: lead.owner_name,
    mine: row.owned_by_id === me.id,
    value: row.value === null ? null : { words: sayMoney(row.value, team.currency, say.locale), typed: String(row.value / 100) },
    urgent: row.urgent_at !== null,
    second:
      clock?.kind === 'first' && row.inbound_count > 1
        ? row.inbound_count === 2
          ? 'second try'
          : `try number ${row.inbound_count}`
        : null,
    private: row.private_at !== null,
    source: sourceWords(row.source),
    ...reach,
    reachBy: row.reach,
    site: row.site_address
      ? { words: row.site_address, href: `https://www.openstreetmap.org/search?query=${encodeURIComponent(row.site_address)}` }
      : null,
    asked: row.asked,
    askedAt: momentWords(row.received_at, now, say),
    statusNote: row.status_note,
    unknown: [
      ...unknownOf(lead),
      ...unanswered(questions, answers).map(({ label }) => (label.endsWith('?') ? `“${label}”` : label)),
    ],
    questions: questions.map(({ key, label }) => ({ key, label, answer: answers[key] ?? '' })),
    answers: answersShown(questions, answers),
    owed: clock ? owedOf(clock, row, standard, say, now) : null,
    told: wasTold(row, letters, clock) ? toldOf(arrivals, clock, say, now) : null,
    stage: {
      key: row.stage,
      name: stage?.name ?? row.stage,
      meaning: stage?.meaning ?? '',
      since: since === null || now - since < 86_400_000 ? null : say.span(Math.floor((now - since) / 86_400_000) * 86_400_000),
      line: stages
        .filter(({ key, kind, retiredAt }) => !retiredAt && (kind !== 'lost' || key === row.stage))
        .map(({ key, name, meaning, kind }) => ({ key, name, meaning, kind })),
    },
    step: stepOf(lead, clock, touches, arrivals, standard, say, now),
    closed: closedOf(lead, say, now),
    asleepUntil: row.state === 'later' ? say.nearDay(row.later_until_at!, now) : null,
    mergedInto: survivor?.number ?? null,
    merged: merged.map(({ number, version }) => ({ number, version })),
    facts: await factsOf(env, lead, touches, clocks, say, now),
    person: {
      name: person.name,
      company: person.company,
    },
    earlier: earlier.map(({ number, state, outcome, asked, closed_at, received_at }) => ({
      number,
      words:
        state === 'closed'
          ? `${outcomeWords[outcome ?? ''] ?? 'closed'} ${new Date(closed_at ?? received_at).getUTCFullYear()}`
          : 'open',
      asked: asked.slice(0, 80),
    })),
    same: await sameShown(read, { lead: row, person, earlier, entries }, standard, say, now),
    sees: await customerView(env, standard, arrivals),
    timeline: timelineShown({ lead: row, who, entries, touches, notes, arrivals, letters, files, clocks }, standard, say, now),
    draft: mine ? { kind: mine.kind, text: mine.text } : null,
    replying: drafts
      .filter(({ member_id, touched_at }) => member_id !== me.id && now - touched_at < writingFor)
      .map(({ by, touched_at }) => ({ by, left: touched_at + writingFor - now })),
    afterSending: afterSending(row, standard, say, now),
    longer: clock ? offeredTimes(standard.timetable, now, say, clock.told_due_at ?? clock.due_at) : [],
    times: offeredTimes(standard.timetable, now, say),
    days: offeredDays(standard.timetable, now, say),
    today: standard.timetable.dayOf(now),
    closing: closingOf(row, clocks, person, me, now),
    currency: team.currency,
    heardOf: row.heard_of,
    mailLeaves: env.settings.smtpUrl !== undefined,
    mayAct: me.role !== 'viewer',
  };
}

function unknownOf(lead: Row): string[] {
  return [
    lead.contact_name ? null : 'their name',
    lead.contact_phone || lead.contact_email ? null : 'how to reach them',
    lead.asked ? null : 'what they want',
  ].filter((one) => one !== null);
}

/** In the order in which they are asked; what is asked no longer stays known, under its key. */
function answersShown(questions: readonly Question[], answers: Readonly<Record<string, string>>) {
  const asked = questions.map(({ key, label }) => ({ key, label }));
  const former = Object.keys(answers).filter((key) => !questions.some((one) => one.key === key));
  return [...asked, ...former.map((key) => ({ key, label: sayLabel(key) }))].flatMap(({ key, label }) =>
    answers[key] ? [{ key, label, words: answers[key] }] : [],
  );
}

function owedOf(
  clock: ClockRow,
  row: LeadRow,
  { timetable }: Standard,
  say: Sayer,
  now: number,
): { fuse: Fuse; tried: string | null } {
  const dueAt = clock.told_due_at ?? clock.due_at;
  return {
    fuse: fuseOf({ startedAt: clock.started_at, dueAt, second: row.inbound_count > 1 }, now, timetable, say),
    tried: clock.tried_at === null ? null : `tried ${momentWords(clock.tried_at, now, say)}`,
  };
}

/** A form says the time before it is sent, an acknowledgement afterwards; somebody who only rang was told nothing. */
const wasTold = ({ source }: LeadRow, letters: Letters, clock: ClockRow | null): boolean =>
  source.endsWith('-form') ||
  (clock?.told_due_at ?? null) !== null ||
  letters.some(({ kind, state }) => kind === 'acknowledgement' && state !== 'skipped');

/** What they were told when they asked; what was said of a later message of theirs stands at the next step. */
function toldOf(
  arrivals: readonly { told_due_at: number | null }[],
  clock: ClockRow | null,
  say: Sayer,
  now: number,
): string | null {
  const at = clock?.told_due_at ?? arrivals.findLast(({ told_due_at }) => told_due_at !== null)?.told_due_at;
  return at == null || clock?.kind !== 'first' ? null : say.byNear(at, now);
}

function stepOf(
  lead: Row,
  clock: ClockRow | null,
  touches: Awaited<ReturnType<typeof readTouches>>,
  arrivals: readonly { id: string; asked: string }[],
  { timetable }: Standard,
  say: Sayer,
  now: number,
) {
  if (lead.state !== 'open') return null;
  const dueAt = lead.next_due_at!;
  const waiting = lead.waiting_until_at !== null && lead.waiting_until_at > now;
  const answer = clock !== null && lead.next_what === 'Answer';
  const last = touches.findLast(({ direction, courtesy_at }) => direction === 'in' && courtesy_at === null);
  const said = last && (last.text ?? arrivals.find(({ id }) => id === last.arrival_id)?.asked);
  const question = answer && said && said !== lead.asked && said.length <= 90 && !said.includes('\n') ? said : null;
  const fuse = answer
    ? fuseOf(
        { startedAt: clock.started_at, dueAt: clock.told_due_at ?? clock.due_at, second: lead.inbound_count > 1 },
        now,
        timetable,
        say,
      )
    : fuseOfStep(dueAt, waiting, now, timetable, say);
  const wrote =
    last && last.at > (lead.first_answer_at ?? Number.POSITIVE_INFINITY)
      ? `they wrote back ${momentWords(last.at, now, say)}`
      : null;
  // What is changed begins with a time that can be saved.
  const ahead = dueAt > now ? dueAt : offeredTimes(timetable, now, say)[0]!.at;
  return {
    what: question ? `Answer: ${question}` : lead.next_what!,
    plain: lead.next_what!,
    when: waiting ? `waiting for them until ${say.nearClock(dueAt, now)}` : say.byNear(dueAt, now),
    beside: answer ? wrote : null,
    fuse,
    date: timetable.dayOf(ahead),
    time: timeOf(ahead, timetable.zone),
    suggested: lead.next_suggested_at !== null && !answer,
    told: lead.next_told_at !== null,
    waiting,
    answer,
  };
}

const timeOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false }).format(at);

function closedOf(lead: Row, say: Sayer, now: number) {
  if (lead.state !== 'closed') return null;
  const reason = lead.reason ? `: ${reasonWords[lead.reason] ?? lead.reason}` : '';
  return { words: `${outcomeWords[lead.outcome ?? ''] ?? 'closed'}${reason}`, when: say.nearDay(lead.closed_at!, now) };
}

type Letters = Awaited<ReturnType<typeof lettersOfLead>>;

/** What follows a message of ours: the usual first. */
function afterSending(row: LeadRow, { timetable, rule, stages }: Standard, say: Sayer, now: number) {
  const proposal = stageNamed(stages, row.stage)?.kind === 'proposal';
  const usual = nextStep(proposal ? { is: 'proposal-sent', chased: 1, at: now } : { is: 'first-reply' }, timetable, rule, now);
  return { day: dayWords(usual.dueAt, say), date: timetable.dayOf(usual.dueAt), next: proposal ? 'then ask again' : 'then ring' };
}

/** For whoever closes it: why it was probably lost, and a kind word to go with it. */
function closingOf(row: LeadRow, clocks: readonly ClockRow[], contact: ContactRow, me: MemberRow, now: number) {
  const slow = clocks.some(
    ({ kind, due_at, answered_at, ended_at }) => kind === 'first' && (answered_at ?? ended_at ?? now) > due_at,
  );
  const reason = slow ? 'too-slow' : row.first_answer_at === null || row.tried_count >= 2 ? 'no-answer' : null;
  const name = callName(contact.name, 'en');
  return {
    reason,
    message: `Hello${name ? ` ${name}` : ''},\n\nthank you for asking us. We take it that you have decided otherwise, and that is fine. If we can be of help another time, just write or ring.\n\n${me.name}`,
  };
}
