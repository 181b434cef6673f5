import { data } from 'react-router';
import type { TeamRow } from '#store/schema.ts';
import { readStandard } from '#store/standard.ts';
import type { Env } from '#work/env.ts';
import { changeTeam, type TeamChange } from '#work/team/change-team.ts';
import { stampOf } from '#work/team/changed-meanwhile.ts';
import { type Refused, refused, textIn } from '../refused.ts';
import { admitAdmin } from './admit-admin.ts';

const texts = ['phone', 'urgentPhone', 'email', 'website', 'privacyUrl', 'bookingUrl', 'signature'] as const;
const acknowledgements = ['exact', 'usual', 'next-step', 'none'] as const;

const columns: Record<(typeof texts)[number], keyof TeamRow> = {
  phone: 'phone',
  urgentPhone: 'urgent_phone',
  email: 'email',
  website: 'website',
  privacyUrl: 'privacy_url',
  bookingUrl: 'booking_url',
  signature: 'signature',
};

type TeamFields = Record<(typeof texts)[number] | 'acknowledgement' | 'names' | 'colour', string>;

/** What customers see of the team. */
export async function readTeamPage({ read }: Pick<Env, 'read'>, me: { role: string }) {
  const { team } = await readStandard(read);
  const fields = Object.fromEntries(texts.map((name) => [name, (team[columns[name]] as string | null) ?? ''])) as TeamFields;
  return {
    mayChange: me.role === 'admin',
    name: team.name,
    seen: stampOf(team, [...Object.values(columns), 'acknowledgement', 'names_shown_at', 'colour']),
    fields: {
      ...fields,
      acknowledgement: team.acknowledgement,
      names: team.names_shown_at === null ? '' : 'yes',
      colour: team.colour ?? '',
    },
  };
}

type TeamTold = Partial<Refused> & { saved?: string; fields?: TeamFields };

export async function changeTeamPage(env: Env, me: { id: string; role: string }, form: FormData) {
  const fields = Object.fromEntries(
    [...texts, 'acknowledgement', 'names', 'colour'].map((name) => [name, textIn(form, name).slice(0, 4_000)]),
  ) as TeamFields;
  try {
    admitAdmin(me);
    const { team } = await readStandard(env.read);
    const change: TeamChange = {
      ...Object.fromEntries(texts.map((name) => [name, fields[name].trim() || null])),
      namesShown: fields.names !== '',
      colour: form.has('hasColour') ? fields.colour || null : null,
      acknowledgement: acknowledgements.find((one) => one === fields.acknowledgement) ?? team.acknowledgement,
    };
    await changeTeam(env, { memberId: me.id, change, seen: textIn(form, 'seen') || undefined });
    return data<TeamTold>({ saved: 'Saved. Customers see it from now on.' });
  } catch (error) {
    const { data: told, init } = refused(error);
    return data<TeamTold>({ ...told, fields }, init ?? 422);
  }
}
