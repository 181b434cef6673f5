import { envContext, viewerContext } from '#web/context.ts';
import { keepDraft } from '#work/leads/keep-draft.ts';
import { Refusal } from '#work/refusal.ts';
import { leadNumber } from '../ui/lead-number.ts';
import type { Route } from './+types/draft.ts';

const kinds = ['email', 'call', 'note'];

/** Keeps what is being written, while it is written. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { member } = context.get(viewerContext)!;
  const form = await request.formData();
  const kind = kinds.find((one) => one === form.get('kind')) ?? 'email';
  try {
    await keepDraft(context.get(envContext), {
      number: leadNumber(params.number),
      memberId: member.id,
      kind,
      text: String(form.get('text') ?? ''),
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response(error.message, { status: error.status });
    throw error;
  }
  return new Response(null, { status: 204 });
}
