import type { Language } from './say-time.ts';

/** "15 minutes", "one hour", "3 hours"; German in the dative, as after "von". */
export const sayMinutes = (minutes: number, language: Language): string => {
  const german = language === 'de';
  if (minutes === 60) return german ? 'einer Stunde' : 'one hour';
  if (minutes % 60 === 0 && minutes > 0) return german ? `${minutes / 60} Stunden` : `${minutes / 60} hours`;
  if (minutes === 1) return german ? '1 Minute' : '1 minute';
  return german ? `${minutes} Minuten` : `${minutes} minutes`;
};
