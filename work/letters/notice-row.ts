import type { OutboxEntryRow } from '#store/schema.ts';

/** What a notice's row says of itself: its kind, whether it goes to whoever is on call, whether the lead is urgent, the letter it is about. */
export type NoticeRow = { kind: string; onCall?: true; urgent?: true; letter?: string };

export const noticeRow = (row: Pick<OutboxEntryRow, 'body'>): NoticeRow => ({ kind: 'arrival', ...JSON.parse(row.body ?? '{}') });
