import type { Env } from '../env.ts';

export type ExampleState = { is: 'none' | 'failed' | 'ready' } | { is: 'making'; share: number };

/**
 * The example business beside the team's own: another file, another env, its own sessions. Time stands in it, and its letters go
 * nowhere.
 */
export type Example = {
  state(): ExampleState;
  /** Its env; null where there is none, or none yet. */
  env(): Promise<Env | null>;
  /** Begins to make it, unless it is there or being made. Resolves when it is there; rejects where that failed. */
  make(): Promise<void>;
  /** Its files are gone when this returns. */
  throwAway(): Promise<void>;
};

/** Friday 20 November 2026, 14:20 in London: the moment at which time stands in it. */
export const exampleNow = Date.UTC(2026, 10, 20, 14, 20);

/** Under this address everything is the example's. */
export const exampleBase = '/example';
