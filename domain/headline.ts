/** What a member's day looks like, in counts. */
export type Day = {
  /** People whose answer is later than the time we named. */
  late: number;
  /** People who wait for an answer, and the time we named is still to come. */
  waiting: number;
  /** Letters of ours that did not go, or of which nobody can tell. */
  unsent: number;
};

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

const count = (n: number, one: string, many: string): string => `${words[n] ?? n} ${n === 1 ? one : many}`;

/** The sentence that stands first on Today: what is the case, the most pressing of it alone. */
export function headline({ late, waiting, unsent }: Day): string {
  if (late > 0) return `${count(late, 'person is', 'people are')} waiting longer than we said.`;
  if (unsent > 0) return `${count(unsent, 'letter', 'letters')} of ours did not go.`;
  if (waiting > 0) return `${count(waiting, 'person is', 'people are')} waiting, nobody longer than we said.`;
  return 'Nobody is waiting.';
}
