import { listMembers } from '#store/members.ts';
import type { MemberRow } from '#store/schema.ts';
import { type Command, noWords } from './command.ts';
import { inColumns } from './in-columns.ts';
import { withTeam } from './with-house.ts';

export const memberInJson = ({ id, name, email, role }: MemberRow) => ({ id, name, email, role });

export const memberList: Command = {
  name: 'member list',
  says: 'Lists the members.',
  usage: '',
  examples: ['bin/baton member list'],
  run(asked, desk) {
    noWords(asked);
    return withTeam(desk, async ({ env }) => {
      const members = await listMembers(env.read);
      return { json: members.map(memberInJson), lines: inColumns(members.map(({ name, email, role }) => [name, email, role])) };
    });
  },
};
