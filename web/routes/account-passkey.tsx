import { envContext, viewerContext } from '#web/context.ts';
import { beginPasskey } from '#work/people/passkey.ts';
import { asJson } from '../ui/refused.ts';
import type { Route } from './+types/account-passkey.ts';

/** What a browser needs to make one more passkey of the one who is signed in. */
export const action = ({ context }: Route.ActionArgs) =>
  asJson(beginPasskey(context.get(envContext), context.get(viewerContext)!.member));
