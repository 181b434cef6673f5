import type { HearStyle } from '#domain/letters/hear-by.ts';
import { numberOutside } from '#domain/response-rule.ts';
import type { Language } from '#domain/say-time.ts';
import type { TeamRow } from '#store/schema.ts';
import type { Standard } from '#store/standard.ts';
import type { TeamFace } from './pages/layout.ts';

/** What a customer sees of the team. */
export const teamFace = ({ team, rule }: Pick<Standard, 'team' | 'rule'>): TeamFace => ({
  name: team.name,
  phone: team.phone,
  urgentPhone: numberOutside(rule, team.urgent_phone),
  logoUrl: team.logo,
  color: team.colour,
});

/** The language of ours that a locale or a header asks for: German, else English. */
export const asLanguage = (said: string | null | undefined): Language => (/^de\b/i.test(said ?? '') ? 'de' : 'en');

/** A team that sends no acknowledgements still says on its pages when they hear. */
export const hearStyle = (team: TeamRow): HearStyle => (team.acknowledgement === 'none' ? 'exact' : team.acknowledgement);
