import type { Life, Tale } from '../tale.ts';
import { askers } from './askers.ts';
import { atWork } from './at-work.ts';
import { proposals } from './proposals.ts';

/** The people whom one meets on the day at which time stands. */
export const cast = (tale: Tale): Life[] => [...askers, ...proposals, ...atWork].map((life) => life(tale));
