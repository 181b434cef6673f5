import { replace } from 'react-router';
import { findUndo } from '#store/lead-story.ts';
import { findLetter } from '#store/outbox.ts';
import { envContext, viewerContext } from '#web/context.ts';
import type { Made } from '#work/act-on-lead.ts';
import type { Env } from '#work/env.ts';
import { keepDraft } from '#work/keep-draft.ts';
import { Refusal } from '#work/refusal.ts';
import { undoAct } from '#work/undo-act.ts';
import type { Route } from './+types/undo.ts';

const ours = /^\/(?![/\\])[^\s\\]*$/;

/** Takes an act back and goes to where it was done. Of a letter the words are a draft again. */
export async function action({ context, request }: Route.ActionArgs) {
  const env = context.get(envContext);
  const { member } = context.get(viewerContext)!;
  const form = await request.formData();
  const id = String(form.get('id'));
  const asked = String(form.get('back') ?? '');
  const back = new URL(ours.test(asked) ? asked : '/', 'http://here');
  back.searchParams.set('did', id);
  const letter = await letterIn(env, id, member.id);
  try {
    const lead = await undoAct(env, { id, memberId: member.id });
    if (letter) {
      await keepDraft(env, { number: lead.number, memberId: member.id, kind: 'email', text: letter });
      back.searchParams.set('again', '');
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    back.searchParams.set('undo', /left/.test(error.message) ? 'gone' : error.status === 412 ? 'changed' : 'late');
  }
  return replace(back.pathname + back.search, 303);
}

/** What a letter that has not gone yet says. */
async function letterIn(env: Env, undoId: string, memberId: string): Promise<string | null> {
  const undo = await findUndo(env.read, undoId, memberId);
  const made = undo ? (JSON.parse(undo.made) as Made[]) : [];
  const letter = made.find(({ table }) => table === 'outbox');
  const row = letter && (await findLetter(env.read, letter.id));
  if (row?.kind !== 'reply' || !row.touch_id) return null;
  const touch = await env.read.selectFrom('touches').select('text').where('id', '=', row.touch_id).executeTakeFirst();
  return touch?.text ?? null;
}
