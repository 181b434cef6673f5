import { addMember } from '#work/people/add-member.ts';
import { type Command, noWords } from './command.ts';
import { memberInJson } from './member-list.ts';
import { withHouse } from './with-house.ts';

export const memberAdd: Command = {
  name: 'member add',
  says: 'Adds a member and prints the link by which they sign in.',
  usage: '--name NAME --email ADDRESS [--role admin|member|viewer]',
  examples: ['bin/baton member add --name "Tom Reid" --email tom@harbourplumbing.example --role member'],
  options: {
    name: { type: 'string', says: 'The name of the person.' },
    email: { type: 'string', says: 'Their email address.' },
    role: { type: 'string', says: 'admin, member (unless given) or viewer, who only looks.' },
  },
  run(asked, desk) {
    noWords(asked);
    const given = { name: asked.text('name'), email: asked.text('email'), role: asked.maybe('role') ?? 'member' };
    return withHouse(desk, async ({ env }, settings) => {
      const { member, signInToken } = await addMember(env, given, null);
      const signIn = `${settings.url}/sign-in/${signInToken}`;
      return {
        json: { member: memberInJson(member), signIn },
        lines: [
          `${member.name} is a member now (${member.role}).`,
          `They sign in here; the link works once, for a week: ${signIn}`,
        ],
      };
    });
  },
};
