import { redirect } from 'react-router';
import { envContext, viewerContext } from '#web/context.ts';
import { endPractice, practise } from '#work/arrivals/practise.ts';
import { textIn } from '../ui/refused.ts';
import type { Route } from './+types/practice.ts';

export const loader = () => redirect('/');

/** Sends a practice enquiry, or throws away what was practised; both are seen on Today. */
export async function action({ request, context }: Route.ActionArgs) {
  const { id: memberId } = context.get(viewerContext)!.member;
  const go = textIn(await request.formData(), 'go');
  if (go === 'send') await practise(context.get(envContext), { memberId });
  if (go === 'end') await endPractice(context.get(envContext), { memberId });
  return redirect('/');
}
