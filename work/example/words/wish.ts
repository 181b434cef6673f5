/** Which way a matter of this kind usually goes. */
type Plot = 'repair' | 'project' | 'check' | 'question' | 'business';

/** Something that somebody wants of a plumbing firm. Words in braces are filled in. */
export type Wish = {
  plot: Plot;
  /** As they write it themselves. */
  asked: string;
  /** As a member jots it down after a call. */
  said: string;
  /** In one line, for "Where it stands" and the subject of a quote. */
  about: string;
  /** Pounds, from and until. */
  worth: readonly [number, number];
  /** What we answer, where the question is its own kind. */
  answer?: string;
  language?: 'de';
};

type Words = Omit<Wish, 'plot'>;

/** Wishes of one plot. */
export const wishes = (plot: Plot, all: readonly Words[]): readonly Wish[] => all.map((words) => ({ plot, ...words }));
