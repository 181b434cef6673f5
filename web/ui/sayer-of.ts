import { type Sayer, sayer } from '#domain/say-time.ts';
import type { Standard } from '#store/standard.ts';

/** The interface speaks English; its times are written as the team writes them. */
export const sayerOf = ({ team }: Pick<Standard, 'team'>): Sayer =>
  sayer(team.locale.startsWith('en') ? team.locale : 'en-GB', team.zone);
