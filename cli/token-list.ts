import { listKeys } from '#store/key-list.ts';
import { type Command, noWords } from './command.ts';
import { inColumns } from './in-columns.ts';
import { withTeam } from './with-house.ts';

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export const tokenList: Command = {
  name: 'token list',
  says: 'Lists the API keys, without the keys themselves.',
  usage: '',
  examples: ['bin/baton token list'],
  run(asked, desk) {
    noWords(asked);
    return withTeam(desk, async ({ env }) => {
      const keys = (await listKeys(env.read)).map((key) => ({
        id: key.id,
        name: key.name,
        member: key.email,
        scopes: key.scopes.split(' '),
        createdAt: time(key.created_at),
        usedAt: time(key.used_at),
        revokedAt: time(key.revoked_at),
      }));
      const lines = keys.map((key) => [
        key.id,
        key.member,
        key.scopes.join(','),
        key.name,
        key.revokedAt ? 'revoked' : key.usedAt ? `used ${key.usedAt}` : 'never used',
      ]);
      return { json: keys, lines: inColumns(lines) };
    });
  },
};
