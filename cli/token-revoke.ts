import { revokeKey } from '#work/people/revoke-key.ts';
import { type Command, WrongUse } from './command.ts';
import { withHouse } from './with-house.ts';

export const tokenRevoke: Command = {
  name: 'token revoke',
  says: 'Ends an API key at once.',
  usage: 'ID',
  examples: ['bin/baton token revoke 0198f2c4-…'],
  run({ words }, desk) {
    const [id] = words;
    if (!id || words.length > 1) throw new WrongUse('Which key? bin/baton token list shows their ids.');
    return withHouse(desk, async ({ env }) => {
      await revokeKey(env, id, null);
      return { json: { id, revoked: true }, lines: ['The key is ended.'] };
    });
  },
};
