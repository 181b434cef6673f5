import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';

/** Before that nothing is received and no clock runs. */
export const teamIsSetUp = async (env: Env): Promise<boolean> => (await findStandard(env.read)) !== null;
