import type { ArrivalRow } from '#store/schema.ts';

type Decided = Pick<ArrivalRow, 'outcome' | 'reason' | 'lead_id' | 'is_a'>;

/** What became of an arrival, in a few words; the tone says whether somebody has to look at it. */
export function outcomeOf({ outcome, lead_id }: Decided): { words: string; tone: '' | 'late' | 'soon' } {
  switch (outcome) {
    case 'lead':
      return { words: 'a new lead', tone: '' };
    case 'linked':
      return { words: lead_id ? 'added to a lead' : 'known customer, no new job', tone: '' };
    case 'not-an-enquiry':
      return { words: 'not an enquiry', tone: '' };
    case 'not-sure':
      return { words: 'not sure', tone: 'soon' };
    default:
      return { words: 'not understood yet, tried again', tone: 'late' };
  }
}

/** Who decided that, and why: "by Ana: sorted by a person", "by Baton: this sender was sorted so before". */
export function decidedWords(
  { reason, decided_by }: Pick<ArrivalRow, 'reason' | 'decided_by'>,
  nameOf: (id: string) => string,
): string {
  const who = decided_by === null ? 'Baton' : nameOf(decided_by);
  const why = reason === null || reason === 'sorted by a person' || reason === 'put there by a person' ? '' : `: ${reason}`;
  return `by ${who}${why}`;
}
