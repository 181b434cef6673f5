import { addKey } from '#work/people/add-key.ts';
import { type Command, noWords } from './command.ts';
import { withTeam } from './with-house.ts';

export const tokenCreate: Command = {
  name: 'token create',
  says: 'Makes an API key for a member. It is shown this once.',
  usage: '--member ADDRESS [--scopes read,write] [--name NAME]',
  examples: ['bin/baton token create --member priya@harbourplumbing.example --scopes read,write'],
  options: {
    member: { type: 'string', says: 'The email address of the member whose rights the key has.' },
    scopes: { type: 'string', says: 'read (unless given), or read,write.' },
    name: { type: 'string', says: 'What the key is for.' },
  },
  run(asked, desk) {
    noWords(asked);
    const name = asked.maybe('name');
    const given = {
      email: asked.text('member'),
      scopes: (asked.maybe('scopes') ?? 'read').split(/[\s,]+/).filter(Boolean),
      ...(name ? { name } : {}),
    };
    return withTeam(desk, async ({ env }) => {
      const { id, token } = await addKey(env, given);
      return {
        json: { token, id, scopes: given.scopes },
        lines: [token],
        aside: 'Keep it somewhere safe: it is not shown again. bin/baton token revoke ends it.',
      };
    });
  },
};
