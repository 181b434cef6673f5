import { envContext } from '#web/context.ts';
import { beginPasskeySignIn } from '#work/people/sign-in-by-passkey.ts';
import { asJson } from '../ui/refused.ts';
import type { Route } from './+types/sign-in-passkey.ts';

/** What a browser needs to offer the passkeys it holds. */
export const action = ({ context }: Route.ActionArgs) => asJson(beginPasskeySignIn(context.get(envContext)));
