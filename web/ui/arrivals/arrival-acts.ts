import { redirect } from 'react-router';
import { joinArrival } from '#work/arrivals/join-arrival.ts';
import { splitArrival } from '#work/arrivals/split-arrival.ts';
import type { Env } from '#work/env.ts';
import { refused, textIn } from '../refused.ts';
import { actOnList, type Did } from '../today/today-acts.ts';

/** What can be done with one arrival: say what it is, give it a lead of its own, put it on another one. */
export async function actOnArrival(env: Env, memberId: string, id: string, form: FormData) {
  try {
    switch (textIn(form, 'do')) {
      case 'split': {
        const { lead, undo } = await splitArrival(env, { id, memberId });
        return redirect(`/leads/${lead.number}?did=${undo.id}`, 303);
      }
      case 'join': {
        const number = Number(textIn(form, 'lead').replace(/\D/g, ''));
        const { value, undo } = await joinArrival(env, { id, memberId, lead: number });
        const did: Did = { key: `join ${env.now()}`, words: `Put on #${value.lead.number}.`, lead: value.lead.number };
        return { did: undo ? { ...did, undo: { id: undo.id, left: undo.until - env.now() } } : did };
      }
      default:
        return { did: await actOnList(env, memberId, form) };
    }
  } catch (error) {
    return refused(error);
  }
}
