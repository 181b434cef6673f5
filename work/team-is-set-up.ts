import { findStandard } from '#store/standard.ts';
import type { Env } from './env.ts';

export const teamIsSetUp = async (env: Env): Promise<boolean> => (await findStandard(env.read)) !== null;
