import { envContext } from '#web/context.ts';
import { beginPasskeyByInvitation } from '#work/people/accept-invitation.ts';
import { asJson } from '../ui/refused.ts';
import type { Route } from './+types/invitation-passkey.ts';

/** What a browser needs to make a passkey for whoever holds the invitation. It does not use the invitation up. */
export const action = ({ context, params: { token } }: Route.ActionArgs) =>
  asJson(beginPasskeyByInvitation(context.get(envContext), { token }));
