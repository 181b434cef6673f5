import { replace } from 'react-router';
import { findUndo } from '#store/lead-story.ts';
import { findLetter } from '#store/outbox.ts';
import { findShownArrival } from '#store/read-arrivals.ts';
import type { UndoRow } from '#store/schema.ts';
import { envContext, viewerContext } from '#web/context.ts';
import type { Env } from '#work/env.ts';
import { keepDraft } from '#work/leads/keep-draft.ts';
import type { Made } from '#work/leads/keep-undo.ts';
import { undoAct } from '#work/leads/undo-act.ts';
import { Refusal } from '#work/refusal.ts';
import { textIn } from '../ui/refused.ts';
import { ownPath } from '../ui/sign-in/own-path.ts';
import type { Route } from './+types/undo.ts';

/** Takes an act back and goes to where it was done. Of a letter, and of what was written down, the words are there to go on with. */
export async function action({ context, request }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const form = await request.formData();
  const id = String(form.get('id'));
  const back = new URL(ownPath(textIn(form, 'back')), 'http://here');
  back.searchParams.set('did', id);
  const undo = await findUndo(env.read, id, member.id);
  const letter = undo ? await letterIn(env, undo) : null;
  try {
    const lead = await undoAct(env, { id, memberId: member.id });
    if (letter && lead) {
      await keepDraft(env, { number: lead.number, memberId: member.id, kind: 'email', text: letter });
      back.searchParams.set('again', '');
    }
    if (undo?.what === 'log' && !lead) return replace(`/log?${undo.arrival_id ? '' : 'many&'}again=${id}`, 303);
    if (undo?.what === 'split') back.pathname = await placeOf(env, undo);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    back.searchParams.set('undo', /left/.test(error.message) ? 'gone' : error.status === 412 ? 'changed' : 'late');
  }
  return replace(back.pathname + back.search, 303);
}

/** The lead that an arrival is on again. */
async function placeOf({ read }: Env, { arrival_id }: UndoRow): Promise<string> {
  const arrival = arrival_id ? await findShownArrival(read, arrival_id) : undefined;
  return arrival?.lead_number ? `/leads/${arrival.lead_number}` : '/';
}

/** What a letter that has not gone yet says. */
async function letterIn(env: Env, undo: UndoRow): Promise<string | null> {
  const made = JSON.parse(undo.made) as Made[];
  const letter = made.find((one) => one.table === 'outbox' && !('was' in one));
  const row = letter && 'id' in letter ? await findLetter(env.read, letter.id) : undefined;
  if (row?.kind !== 'reply' || !row.touch_id) return null;
  const touch = await env.read.selectFrom('touches').select('text').where('id', '=', row.touch_id).executeTakeFirst();
  return touch?.text ?? null;
}
