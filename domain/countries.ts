/** The countries of ISO 3166-1 by their two letters. */
export const countries: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK ' +
  'CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS ' +
  'GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV ' +
  'LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
  'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR ' +
  'TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

// Languages that do not say their country, where most of those who set their browser so are.
const homes: Record<string, string> = {
  en: 'GB',
  da: 'DK',
  sv: 'SE',
  cs: 'CZ',
  el: 'GR',
  sl: 'SI',
  et: 'EE',
  uk: 'UA',
  ja: 'JP',
  ko: 'KR',
};

/** The country that a browser's Accept-Language (RFC 9110, 12.5.4) speaks of; null where it speaks of none. */
export function countryOf(acceptLanguage: string | null | undefined): string | null {
  const tags = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => wish.split(';')[0]!.trim());
  for (const tag of tags) {
    const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})$/i.exec(tag)?.[1]?.toUpperCase();
    if (region && countries.includes(region)) return region;
  }
  const [language = ''] = (tags[0] ?? '').toLowerCase().split('-');
  const home = homes[language] ?? language.toUpperCase();
  return countries.includes(home) ? home : null;
}
