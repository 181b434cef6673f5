import { createContext } from 'react-router';
import type { MemberRow } from '#store/schema.ts';
import type { Env } from '#work/env.ts';

/** The one way from a screen to the house. Both halves of the web load this very module. */
export const envContext = createContext<Env>();

/** Who looks at the screen; null on the few screens that are open to strangers. */
export type Viewer = { member: MemberRow; sessionId: string };
export const viewerContext = createContext<Viewer | null>(null);

/** Where a request comes from: what the limits on signing in count by, and what the list of sessions shows. */
export type Sender = { address: string; userAgent: string | null };
export const senderContext = createContext<Sender>();
