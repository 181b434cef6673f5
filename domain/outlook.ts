import { type Attention, attentions, type LeadState } from './lead.ts';

const day = 86_400_000;

/** An answer owed: their first unanswered message, when it is due, what was told, and how far the notices have gone. */
type ClockFacts = {
  kind: 'first' | 'again' | 'undelivered';
  startedAt: number;
  dueAt: number;
  toldDueAt: number | null;
  tryDueAt: number | null;
};

export type LeadFacts = {
  state: LeadState;
  clock: ClockFacts | null;
  /** Messages of theirs since the clock started. */
  inboundCount: number;
  /** A letter of ours that did not go and has not been settled. */
  unsentAt: number | null;
  quoteOwedDueAt: number | null;
  handOverDueAt: number | null;
  nextDueAt: number | null;
  waitingUntilAt: number | null;
  laterUntilAt: number | null;
  wokeAt: number | null;
  isProposal: boolean;
  stuckAt: number | null;
  lastHeardAt: number;
  /** When the next notice about the open clock is due, if there is one. */
  noticeDueAt: number | null;
};

type Finding = { kind: FindingKind; since: number };
type FindingKind =
  | 'late'
  | 'wrote-back'
  | 'second-try'
  | 'undelivered'
  | 'quote-owed'
  | 'hand-over'
  | 'step-late'
  | 'proposal-not-chased'
  | 'stuck'
  | 'untouched';

export type Outlook = {
  /** The next moment at which time alone changes something; null if none does. */
  lookDueAt: number | null;
  attention: { kind: Attention; dueAt: number } | null;
  findings: Finding[];
};

/** The moment by which they are to hear from us: what we told them last, else the rule. */
export const answerDueAt = (clock: Pick<ClockFacts, 'dueAt' | 'toldDueAt'>): number => clock.toldDueAt ?? clock.dueAt;

const untouchedAfter = 7 * day;

/** Only what is open and not put off on purpose can be stuck or forgotten. */
export function outlook(facts: LeadFacts, now: number, startOfDay: (moment: number) => number): Outlook {
  if (facts.state === 'closed') return { lookDueAt: null, attention: unsent(facts), findings: [] };
  if (facts.state === 'later') return { lookDueAt: facts.laterUntilAt, attention: unsent(facts), findings: [] };

  const seen: { kind: Attention; dueAt: number }[] = [];
  const findings: Finding[] = [];
  const moments: (number | null)[] = [facts.noticeDueAt, facts.waitingUntilAt];
  const passed = (at: number | null): at is number => at !== null && at <= now;
  const from = (at: number | null) => {
    moments.push(at);
    return passed(at);
  };

  const { clock } = facts;
  if (unsent(facts)) {
    seen.push(unsent(facts)!);
    findings.push({ kind: 'undelivered', since: facts.unsentAt! });
  }
  if (clock) {
    const dueAt = answerDueAt(clock);
    const shown = clock.tryDueAt === null || from(clock.tryDueAt);
    const late = from(dueAt);
    if (clock.kind === 'undelivered') {
      seen.push({ kind: 'undelivered', dueAt });
      findings.push({ kind: 'undelivered', since: clock.startedAt });
    }
    if (shown && late) {
      seen.push({ kind: 'late', dueAt });
      findings.push({ kind: 'late', since: dueAt });
    }
    if (shown && clock.kind === 'first' && facts.inboundCount > 1) {
      seen.push({ kind: 'second-try', dueAt });
      findings.push({ kind: 'second-try', since: clock.startedAt });
    }
    if (shown && clock.kind === 'again') {
      seen.push({ kind: 'wrote-back', dueAt });
      findings.push({ kind: 'wrote-back', since: clock.startedAt });
    }
    if (shown && clock.kind === 'first') seen.push({ kind: 'waiting-for-answer', dueAt });
  }
  if (facts.quoteOwedDueAt !== null) {
    const dueAt = facts.quoteOwedDueAt;
    if (from(startOfDay(dueAt))) seen.push({ kind: 'quote-owed', dueAt });
    if (from(dueAt)) findings.push({ kind: 'quote-owed', since: dueAt });
  }
  if (facts.handOverDueAt !== null) {
    seen.push({ kind: 'hand-over', dueAt: facts.handOverDueAt });
    if (from(facts.handOverDueAt)) findings.push({ kind: 'hand-over', since: facts.handOverDueAt });
  }
  const onPurpose = facts.waitingUntilAt !== null && facts.waitingUntilAt > now;
  if (facts.nextDueAt !== null && !onPurpose) {
    const dueAt = facts.nextDueAt;
    if (from(dueAt)) {
      seen.push({ kind: 'step-late', dueAt });
      findings.push({ kind: facts.isProposal ? 'proposal-not-chased' : 'step-late', since: dueAt });
    }
    if (facts.wokeAt !== null) seen.push({ kind: 'woke', dueAt });
    if (from(startOfDay(dueAt))) seen.push({ kind: 'step', dueAt });
  }
  if (!onPurpose) {
    if (facts.stuckAt !== null && from(facts.stuckAt)) {
      seen.push({ kind: 'stuck', dueAt: facts.stuckAt });
      findings.push({ kind: 'stuck', since: facts.stuckAt });
    }
    const untouchedAt = facts.lastHeardAt + untouchedAfter;
    if (from(untouchedAt)) {
      seen.push({ kind: 'untouched', dueAt: untouchedAt });
      findings.push({ kind: 'untouched', since: untouchedAt });
    }
  }
  // What only a look does is still to be done, however long ago it was due; the rest has been seen here.
  const undone = [facts.noticeDueAt, facts.waitingUntilAt].filter(passed);
  const ahead = moments.filter((at): at is number => at !== null && at > now);
  const looks = [...undone, ...ahead];
  return { lookDueAt: looks.length > 0 ? Math.min(...looks) : null, attention: first(seen), findings };
}

const unsent = ({ unsentAt }: LeadFacts): Outlook['attention'] =>
  unsentAt === null ? null : { kind: 'undelivered', dueAt: unsentAt };

/** Precedence: MODEL's order, most pressing first. */
const first = (seen: { kind: Attention; dueAt: number }[]) =>
  seen.sort((a, b) => attentions.indexOf(a.kind) - attentions.indexOf(b.kind))[0] ?? null;
