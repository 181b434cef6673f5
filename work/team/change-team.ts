import { emailPoint } from '#domain/contact.ts';
import { type Question, questionsProblem } from '#domain/questions.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import type { Tx } from '#store/engine.ts';
import type { TeamRow } from '#store/schema.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { checkStamp } from './changed-meanwhile.ts';
import { logSetting } from './log-setting.ts';

type Texts = 'phone' | 'urgentPhone' | 'email' | 'privacyUrl' | 'bookingUrl' | 'website' | 'colour' | 'signature';

/** What is not named stays; null takes a value out. */
export type TeamChange = { [Key in Texts]?: string | null | undefined } & {
  acknowledgement?: TeamRow['acknowledgement'] | undefined;
  namesShown?: boolean | undefined;
  /** In turn, a week each, from `since` (milliseconds; now if missing). */
  onCall?: { members: readonly string[]; since?: number | undefined } | null | undefined;
  /** At most six of the team's own, on form and quick log. */
  questions?: readonly Question[] | null | undefined;
};

/** `seen`: the stamp of the columns that are changed, as the author saw them, if it matters (`stampOf`). */
type TeamAsked = { memberId: string; change: TeamChange; seen?: string | undefined };

/** Changes what customers see of the team and whom they reach. */
export const changeTeam = (env: Env, asked: TeamAsked): Promise<TeamRow> => env.write((tx) => changeTeamIn(tx, asked));

/** The same within a transaction that changes more. */
export async function changeTeamIn(tx: Tx, { memberId, change, seen }: TeamAsked): Promise<TeamRow> {
  const team = await tx.db
    .updateTable('team')
    .set((eb) => ({ settings_version: eb('settings_version', '+', 1) }))
    .returningAll()
    .executeTakeFirst();
  if (!team) throw new Refusal(409, 'There is no team yet.');
  const set = await columnsOf(tx, change, team);
  checkStamp(seen, team, Object.keys(set) as (keyof TeamRow)[]);
  if (Object.keys(set).length === 0) return team;
  await tx.db.updateTable('team').set(set).execute();
  const before = Object.fromEntries(Object.keys(set).map((column) => [column, team[column as keyof TeamRow]]));
  await logSetting(tx, memberId, 'team changed', before, set);
  tx.after('team');
  return { ...team, ...set };
}

async function columnsOf(tx: Tx, change: TeamChange, team: TeamRow): Promise<Partial<TeamRow>> {
  const set: Partial<TeamRow> = {};
  if (change.phone !== undefined) set.phone = line(change.phone);
  if (change.urgentPhone !== undefined) set.urgent_phone = line(change.urgentPhone);
  if (change.email !== undefined) set.email = email(change.email);
  if (change.privacyUrl !== undefined) set.privacy_url = url(change.privacyUrl, 'privacyUrl');
  if (change.bookingUrl !== undefined) set.booking_url = url(change.bookingUrl, 'bookingUrl');
  if (change.website !== undefined) set.website = url(change.website, 'website');
  if (change.colour !== undefined) set.colour = colour(change.colour);
  if (change.signature !== undefined) set.signature = (change.signature && manyLines(change.signature, 2_000)) || null;
  if (change.acknowledgement !== undefined) set.acknowledgement = change.acknowledgement;
  if (change.namesShown !== undefined) set.names_shown_at = change.namesShown ? (team.names_shown_at ?? tx.now) : null;
  if (change.questions !== undefined) set.questions = questions(change.questions ?? []);
  if (change.onCall !== undefined) set.on_call = await onCall(tx, change.onCall);
  return set;
}

const line = (text: string | null): string | null => (text && oneLine(text)) || null;

function email(text: string | null): string | null {
  const address = text && emailPoint(text);
  if (text && !address) throw new Refusal(422, `“${text}” is not an email address.`, { field: 'email' });
  return address || null;
}

/** Customers are led there, so it is an address of the web and nothing else. */
function url(text: string | null, field: string): string | null {
  if (!text) return null;
  const parsed = URL.parse(text.trim());
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new Refusal(422, `${field} should begin with https:// or http://.`, { field });
  return parsed.href;
}

function colour(text: string | null): string | null {
  if (text && !/^#[0-9a-f]{6}$/i.test(text))
    throw new Refusal(422, 'colour should be six hexadecimal digits, such as #1f6f5c.', { field: 'colour' });
  return text?.toLowerCase() || null;
}

function questions(asked: readonly Question[]): string | null {
  const tidy = asked.map(({ key, label, when, required }) => ({
    key,
    label: oneLine(label, 120),
    when,
    ...(required ? { required } : {}),
  }));
  const problem = questionsProblem(tidy);
  if (problem) throw new Refusal(422, problem, { field: 'questions' });
  return tidy.length > 0 ? JSON.stringify(tidy) : null;
}

async function onCall(tx: Tx, asked: { members: readonly string[]; since?: number | undefined } | null): Promise<string | null> {
  if (!asked || asked.members.length === 0) return null;
  for (const id of asked.members) {
    const owner = await tx.db.selectFrom('owners').select('member_id').where('member_id', '=', id).executeTakeFirst();
    if (!owner) throw new Refusal(422, `“${id}” is no member who may own leads.`, { field: 'onCall.members' });
  }
  return JSON.stringify({ members: asked.members, since: asked.since ?? tx.now });
}
