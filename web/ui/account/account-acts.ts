import { isNoticeKind, noticeKinds } from '#domain/notice-kind.ts';
import type { Viewer } from '#web/context.ts';
import type { Env } from '#work/env.ts';
import { mutedKinds, muteKind } from '#work/letters/mute-kind.ts';
import { changeName } from '#work/people/change-name.ts';
import { changeQuietHours } from '#work/people/change-quiet-hours.ts';
import { addPasskey, removePasskey, renamePasskey } from '#work/people/passkey.ts';
import { endOtherSessions, endSession } from '#work/people/session.ts';
import { changePassword } from '#work/people/set-password.ts';
import { beginTwoFactor, confirmTwoFactor, removeTwoFactor } from '#work/people/two-factor.ts';
import { jsonIn, textIn } from '../refused.ts';

/** What an act on the own account has to say: a sentence, or a secret that is told this once. */
export type Said = { said?: string; begun?: { secret: string; scan: string }; recoveryCodes?: string[] };
type ActOn = (env: Env, viewer: Viewer, form: FormData) => Promise<Said>;

const others = (n: number) =>
  n === 0 ? '' : n === 1 ? ' One other device was signed out.' : ` ${n} other devices were signed out.`;
const image = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Everything somebody may do with the own account, by the section of the page that it stands in. */
export const accountActs: Readonly<Record<string, ActOn>> = {
  async name(env, { member }, form) {
    await changeName(env, { memberId: member.id, name: textIn(form, 'name') });
    return { said: 'Your name is changed.' };
  },
  async password(env, { member, sessionId }, form) {
    const [old, password] = [textIn(form, 'old'), textIn(form, 'password')];
    const { ended } = await changePassword(env, { memberId: member.id, sessionId, old, password });
    return { said: `Your password is changed.${others(ended)}` };
  },
  async 'passkey-add'(env, { member }, form) {
    const { name } = await addPasskey(env, {
      memberId: member.id,
      response: jsonIn(form, 'passkey'),
      name: textIn(form, 'name'),
    });
    return { said: `“${name}” is added. You can sign in with it from now on.` };
  },
  async 'passkey-rename'(env, { member }, form) {
    await renamePasskey(env, { memberId: member.id, id: textIn(form, 'id'), name: textIn(form, 'name') });
    return { said: 'The passkey has its new name.' };
  },
  async 'passkey-remove'(env, { member }, form) {
    await removePasskey(env, { memberId: member.id, id: textIn(form, 'id') });
    return { said: 'The passkey is removed here. Your device may still list it; it opens nothing.' };
  },
  async 'two-factor-begin'(env, { member }) {
    const { secret, scan } = await beginTwoFactor(env, { memberId: member.id });
    return { begun: { secret, scan: image(scan) } };
  },
  async 'two-factor-confirm'(env, { member }, form) {
    return confirmTwoFactor(env, { memberId: member.id, code: textIn(form, 'code') });
  },
  async 'two-factor-off'(env, { member }, form) {
    const proof = textIn(form, 'proof');
    await removeTwoFactor(env, { memberId: member.id, ...(isCode(proof) ? { code: proof } : { password: proof }) });
    return { said: 'Two-factor is off. Your password alone counts again.' };
  },
  async 'session-end'(env, { member }, form) {
    await endSession(env, { memberId: member.id, sessionId: textIn(form, 'id') });
    return { said: 'That device is signed out.' };
  },
  async 'sessions-end-others'(env, { member, sessionId }) {
    const ended = await endOtherSessions(env, { memberId: member.id, sessionId });
    return { said: ended === 0 ? 'You are signed in nowhere else.' : others(ended).trim() };
  },
  async mails(env, { member }, form) {
    const wanted = new Set(form.getAll('kind'));
    const muted = new Set(mutedKinds(member));
    for (const kind of Object.keys(noticeKinds).filter(isNoticeKind))
      if (form.has(`has-${kind}`) && wanted.has(kind) === muted.has(kind))
        await muteKind(env, member.id, kind, !wanted.has(kind));
    return { said: 'Saved.' };
  },
  async quiet(env, { member }, form) {
    const [from, until] = [textIn(form, 'from'), textIn(form, 'until')];
    const quiet = form.get('go') === 'end' || (!from && !until) ? null : { from, until };
    await changeQuietHours(env, { memberId: member.id, quiet });
    return { said: quiet ? 'Your quiet hours are set.' : 'You have no quiet hours.' };
  },
};

/** Six digits, or a recovery code: 16 letters and digits in groups of four. */
const isCode = (text: string): boolean =>
  /^\d{3}\s?\d{3}$/.test(text.trim()) || /^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/i.test(text.trim());
