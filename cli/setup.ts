import { hoursInWords, readHoursInWords } from '#domain/hours-in-words.ts';
import { defaultHours } from '#domain/opening-hours.ts';
import { findMember } from '#store/members.ts';
import { setUpTeam } from '#work/team/set-up-team.ts';
import { type Command, noWords } from './command.ts';
import { memberInJson } from './member-list.ts';
import { readPassword } from './read-password.ts';
import { withHouse } from './with-house.ts';

export const setup: Command = {
  name: 'setup',
  says: 'Makes the team and its first admin, without the browser.',
  usage:
    '--team NAME --country GB --zone Europe/London --name NAME --email ADDRESS [--hours TEXT] [--locale en-GB] [--password-stdin]',
  examples: [
    'bin/baton setup --team "Harbour Plumbing" --country GB --zone Europe/London --name "Priya Shah" --email priya@harbourplumbing.example',
    'bin/baton setup … --hours "Mon-Fri 08:00-12:00,13:00-17:30; Sat 09:00-12:00" --password-stdin < password.txt',
  ],
  options: {
    team: { type: 'string', says: 'The name of the business.' },
    country: { type: 'string', says: 'Two letters, such as GB or DE: holidays, telephone numbers, currency.' },
    zone: { type: 'string', says: 'The time zone, such as Europe/London.' },
    name: { type: 'string', says: 'Your name. You are the first admin.' },
    email: { type: 'string', says: 'Your email address, by which you sign in.' },
    hours: { type: 'string', says: `Opening hours. Unless given: ${hoursInWords(defaultHours)}` },
    locale: { type: 'string', says: 'How dates and numbers are written. Unless given: by the country.' },
    'password-stdin': { type: 'boolean', says: 'Read your password from standard input.' },
    password: { type: 'string', says: 'Your password. Others on this computer may see it; --password-stdin is safer.' },
  },
  async run(asked, desk) {
    noWords(asked);
    const given = {
      team: asked.text('team'),
      country: asked.text('country'),
      zone: asked.text('zone'),
      name: asked.text('name'),
      email: asked.text('email'),
      locale: asked.maybe('locale'),
      hours: readHoursInWords(asked.maybe('hours') ?? hoursInWords(defaultHours)),
      password: await readPassword(asked, desk.paper),
    };
    return withHouse(desk, async ({ env }, settings) => {
      const { memberId, signInToken } = await setUpTeam(env, given);
      const member = (await findMember(env.read, memberId))!;
      const signIn = signInToken && `${settings.url}/sign-in/${signInToken}`;
      return {
        json: { member: memberInJson(member), signIn },
        lines: [
          `${given.team} is set up. Open ${hoursInWords(given.hours)}.`,
          signIn
            ? `${member.name} signs in here; the link works once, for two days: ${signIn}`
            : `${member.name} signs in with ${member.email}.`,
        ],
      };
    });
  },
};
