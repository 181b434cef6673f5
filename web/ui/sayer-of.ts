import { type Sayer, sayer } from '#domain/say-time.ts';
import type { Standard } from '#store/standard.ts';

/** Making a sayer costs more than all that a screen has it say; there is one team, so few are ever made. */
function keepingSayers(): (locale: string, zone: string) => Sayer {
  const kept = new Map<string, Sayer>();
  return (locale, zone) => {
    const key = `${locale} ${zone}`;
    const known = kept.get(key) ?? sayer(locale, zone);
    kept.set(key, known);
    return known;
  };
}

const sayerFor = keepingSayers();

/** The interface speaks English; its times are written as the team writes them. */
export const sayerOf = ({ team }: Pick<Standard, 'team'>): Sayer =>
  sayerFor(team.locale.startsWith('en') ? team.locale : 'en-GB', team.zone);
