import { isPhone, sayPhone } from '#domain/contact.ts';
import { personCalled, personNamed } from '#domain/letters/notice-words.ts';
import { nextStep } from '#domain/next-step.ts';
import { type NoticeKind, noticeKinds } from '#domain/notice-kind.ts';
import { answerDueAt } from '#domain/outlook.ts';
import { findStandard, type Standard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { undoAct } from '#work/leads/undo-act.ts';
import { muteKind } from '#work/letters/mute-kind.ts';
import { readNoticeToken } from '#work/letters/notice-link.ts';
import { type About, offeredTimes, readTap, type Tap } from '#work/letters/read-tap.ts';
import { tapNotice } from '#work/letters/tap-notice.ts';
import { Refusal } from '#work/refusal.ts';
import { at } from './base.ts';
import { limits, readBody } from './body.ts';
import type { Ask, OpenDoor } from './doors.ts';
import { type NoticePerson, noticePage } from './pages/notice-page.ts';
import type { NoticeMoment } from './pages/notice-words.ts';
import type { Pages } from './public.ts';
import { teamFace } from './team-face.ts';

const undoFor = 10_000;

/** The buttons of notices: they work without signing in, ask once before anything changes, and expire. */
export function noticeDoor(env: Env, open: OpenDoor, pages: Pick<Pages, 'render' | 'noTeam' | 'say'>): void {
  open('GET', '/n/:token', 'anyone', (c) => answer(c, (standard, token) => look(standard, token)));
  open('POST', '/n/:token', 'anyone', (c) =>
    answer(c, async (standard, token) => act(standard, token, new URLSearchParams(await textOf(c)))),
  );

  type Found = { tap: Tap; moment: NoticeMoment };

  async function answer(c: Ask, find: (standard: Standard, token: string) => Promise<Found>): Promise<Response> {
    const standard = await findStandard(env.read);
    if (!standard) return pages.noTeam();
    const token = c.req.param('token') ?? '';
    const { tap, moment } = await find(standard, token);
    const about = 'lead' in tap ? tap : null;
    const page = noticePage({
      team: teamFace(standard),
      action: at(env, `/n/${token}`),
      member: 'member' in tap ? tap.member.name : null,
      person: about && personOf(standard, about),
      leadUrl: about && `${env.settings.url}/leads/${about.lead.number}`,
      todayUrl: ['expired', 'gone'].includes(moment.is) ? `${env.settings.url}/` : null,
      moment,
    });
    return pages.render(page, { status: statusOf(moment) });
  }

  const sayerOf = (standard: Standard) => pages.say('en', standard);

  function personOf(standard: Standard, { lead, contact }: About): NoticePerson {
    const phone = isPhone(contact.phone) ? sayPhone(contact.phone, standard.team.country) : null;
    const person = { name: contact.name, phone, email: contact.email };
    const since = sayerOf(standard).shortDate(lead.received_at);
    return { number: lead.number, name: personNamed(person), called: personCalled(person), phone, asked: lead.asked, since };
  }

  const nextOf = (standard: Standard, what: string, dueAt: number): string =>
    `${what.charAt(0).toLowerCase()}${what.slice(1)}, ${sayerOf(standard).nearClock(dueAt, env.now())}`;

  async function look(standard: Standard, token: string): Promise<Found> {
    const tap = await readTap(env.read, env.settings.secret, token, env.now());
    return { tap, moment: momentOf(standard, tap, false) };
  }

  async function act(standard: Standard, token: string, said: URLSearchParams): Promise<Found> {
    const link = readNoticeToken(env.settings.secret, token);
    const undo = said.get('undo');
    const before = await readTap(env.read, env.settings.secret, token, env.now());
    try {
      if (link && undo && before.is === 'done') {
        await undoAct(env, { id: undo, memberId: link.memberId });
        return { tap: before, moment: { is: 'undone' } };
      }
      if (before.is === 'mute') return mute(before, !said.has('unmute'));
      const until = Number(said.get('until')) || null;
      const tapped = await tapNotice(env, token, until);
      if (!tapped.did) return { tap: tapped.tap, moment: momentOf(standard, tapped.tap, tapped.again) };
      const { about, lead } = tapped;
      const done = { is: 'done' as const, ...about, lead, at: env.now(), undo: tapped.undo };
      return { tap: done, moment: didMoment(standard, done, false) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { tap: before, moment: { is: undo ? 'not-undone' : 'refused', why: error.message } };
    }
  }

  async function mute(tap: Extract<Tap, { is: 'mute' }>, muted: boolean): Promise<Found> {
    await muteKind(env, tap.member.id, tap.link.kind, muted);
    return { tap: { ...tap, muted }, moment: { is: muted ? 'muted' : 'unmuted', ...mutedWords(tap.link.kind) } };
  }

  function momentOf(standard: Standard, tap: Tap, again: boolean): NoticeMoment {
    const say = sayerOf(standard);
    switch (tap.is) {
      case 'mute':
        return { is: tap.muted ? 'muted' : 'ask-mute', ...mutedWords(tap.link.kind) };
      case 'ready':
        return askMoment(standard, tap, again);
      case 'done':
        return didMoment(standard, tap, true);
      case 'answered': {
        const by = tap.by?.id === tap.member.id ? 'You' : (tap.by?.name ?? null);
        return { is: 'answered', by, at: say.nearClock(tap.at, env.now()), wroteAgain: tap.wroteAgain };
      }
      default:
        return { is: tap.is };
    }
  }

  function askMoment(standard: Standard, tap: Extract<Tap, { is: 'ready' }>, again: boolean): NoticeMoment {
    const { link, clock, lead, contact } = tap;
    const { timetable, rule } = standard;
    const now = env.now();
    const say = sayerOf(standard);
    const choices = offeredTimes(link.deed, clock, now, timetable).map((at) => ({ at, said: say.nearClock(at, now) }));
    switch (link.deed) {
      case 'takes-longer':
        return { is: 'ask', deed: link.deed, choice: choices[0]!, mailTo: contact.email, again };
      case 'snooze': {
        const dueAt = answerDueAt({ dueAt: clock.due_at, toldDueAt: clock.told_due_at });
        const promise = `What we said to them stays: ${say.nearClock(dueAt, now)}${dueAt <= now ? ', which has passed' : ''}.`;
        return { is: 'ask', deed: link.deed, choices, promise, again };
      }
      case 'no-answer':
      case 'spoke': {
        const usual =
          link.deed === 'spoke'
            ? nextStep({ is: 'spoke' }, timetable, rule, now)
            : nextStep({ is: 'no-answer', tries: lead.tried_count + 1, at: now }, timetable, rule, now);
        return { is: 'ask', deed: link.deed, next: nextOf(standard, usual.what, usual.dueAt) };
      }
    }
  }

  /** What this button has done, just now or before; what came of it since is told as it is now. */
  function didMoment(standard: Standard, tap: Extract<Tap, { is: 'done' }>, before: boolean): NoticeMoment {
    const { link, lead, contact } = tap;
    const now = env.now();
    const undo = now - tap.at <= undoFor ? tap.undo : null;
    const dueAt = lead.next_due_at ?? now;
    const until = sayerOf(standard).nearClock(dueAt, now);
    if (link.deed === 'takes-longer') return { is: 'did', deed: link.deed, until, mailTo: contact.email, undo, before };
    if (link.deed === 'snooze') return { is: 'did', deed: link.deed, until, undo, before };
    return { is: 'did', deed: link.deed, next: nextOf(standard, lead.next_what ?? 'nothing', dueAt), undo, before };
  }
}

const mutedWords = (kind: NoticeKind) => ({ when: noticeKinds[kind], stays: kind !== 'friday-note' && kind !== 'health' });

const textOf = async (c: Ask): Promise<string> => new TextDecoder().decode(await readBody(c, limits.form));

function statusOf(moment: NoticeMoment): number {
  if (moment.is === 'unknown') return 404;
  if (moment.is === 'expired' || moment.is === 'gone') return 410;
  if (moment.is === 'left' || moment.is === 'viewer') return 403;
  if (['answered', 'closed', 'later', 'over', 'not-undone', 'refused'].includes(moment.is)) return 409;
  return 200;
}
