import { envContext, viewerContext } from '#web/context.ts';
import { seeLead } from '#work/leads/see-lead.ts';
import { Refusal } from '#work/refusal.ts';
import { leadNumber } from '../ui/lead-number.ts';
import type { Route } from './+types/seen.ts';

/** Said by the page once it has been before somebody's eyes for two seconds. */
export async function action({ context, params }: Route.ActionArgs) {
  const { member } = context.get(viewerContext)!;
  try {
    await seeLead(context.get(envContext), { number: leadNumber(params.number) }, { memberId: member.id });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return new Response(null, { status: 204 });
}
