import type { Block, Inline } from './letter-layout.ts';

/** Why a member gets a list or a note, and how to have no more of them. */
export function listFoot(why: string, muteUrl: string | null | undefined): Block {
  const mute: Inline[] = muteUrl ? [' ', { link: 'Mute this kind', url: muteUrl }, '.'] : [];
  return { small: [why, ...mute] };
}
