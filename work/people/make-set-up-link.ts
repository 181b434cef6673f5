import { findStandard } from '#store/standard.ts';
import type { Env } from '../env.ts';
import { makeLink } from './make-link.ts';

/** A link by which the first person sets up the team; earlier ones end. Null where there is a team already. */
export function makeSetUpLink(env: Env): Promise<string | null> {
  const token = Buffer.from(env.random(24)).toString('base64url');
  return env.write(async (tx) => {
    if (await findStandard(tx.db)) return null;
    await tx.db.deleteFrom('links').where('purpose', '=', 'set-up').execute();
    await makeLink(tx, { token, purpose: 'set-up', memberId: null });
    return token;
  });
}
