import type { Env } from '#work/env.ts';
import type { OpenDoor } from '../doors.ts';
import { addressesOf } from './address.ts';
import { appointments } from './appointments.ts';
import { arrivals } from './arrivals.ts';
import { channels } from './channels.ts';
import { contacts } from './contacts.ts';
import { docs } from './docs.ts';
import { enquiries } from './enquiries.ts';
import { leadActs } from './lead-acts.ts';
import { leads } from './leads.ts';
import { merging } from './merging.ts';
import { settingsLog } from './settings-log.ts';
import { standard } from './standard.ts';
import { tasks } from './tasks.ts';
import { teamAndMembers } from './team.ts';
import { today } from './today.ts';
import { touches } from './touches.ts';
import { undoing } from './undo.ts';

/** The REST API under /api/v1. */
export function api(env: Env, open: OpenDoor): void {
  const { at, specs } = addressesOf(env, open);
  enquiries(at, env);
  leads(at, env);
  leadActs(at, env);
  touches(at, env);
  undoing(at);
  today(at, env);
  arrivals(at, env);
  merging(at);
  contacts(at, env);
  appointments(at);
  tasks(at, env);
  channels(at, env);
  teamAndMembers(at, env);
  standard(at, env);
  settingsLog(at, env);
  docs(at, specs, env.settings.url);
}
