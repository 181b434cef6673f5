import { isNoticeKind, type NoticeKind } from '#domain/notice-kind.ts';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';

/** The kinds of which a member wants no mail. */
export const mutedKinds = ({ muted }: Pick<MemberRow, 'muted'>): string[] =>
  muted === null ? [] : (JSON.parse(muted) as string[]);

/** From now on this member gets no more mails of a kind, or gets them again. Doing it twice changes nothing. */
export const muteKind = (env: Env, memberId: string, kind: NoticeKind, muted: boolean): Promise<void> =>
  env.write(async (tx) => {
    if (!isNoticeKind(kind)) throw new Refusal(422, 'There is no such kind of notice.', { field: 'kind' });
    // The update is the lock: two at once do not lose each other's kind.
    const member = await tx.db
      .updateTable('members')
      .set((eb) => ({ muted: eb.ref('muted') }))
      .where('id', '=', memberId)
      .where('removed_at', 'is', null)
      .returning('muted')
      .executeTakeFirst();
    if (!member) throw new Refusal(404, 'There is no such member.');
    const others = mutedKinds(member).filter((one) => one !== kind);
    const kinds = muted ? [...others, kind] : others;
    await tx.db
      .updateTable('members')
      .set({ muted: kinds.length > 0 ? JSON.stringify(kinds) : null })
      .where('id', '=', memberId)
      .execute();
  });
