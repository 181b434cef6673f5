const locales: Record<string, string> = {
  GB: 'en-GB',
  IE: 'en-IE',
  US: 'en-US',
  CA: 'en-CA',
  AU: 'en-AU',
  NZ: 'en-NZ',
  ZA: 'en-ZA',
  IN: 'en-IN',
  DE: 'de-DE',
  AT: 'de-AT',
  CH: 'de-CH',
  LI: 'de-LI',
};

const euro = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG'.split(' ');
const currencies: Record<string, string> = {
  GB: 'GBP',
  US: 'USD',
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  ZA: 'ZAR',
  IN: 'INR',
  CH: 'CHF',
  LI: 'CHF',
  DK: 'DKK',
  SE: 'SEK',
  NO: 'NOK',
  PL: 'PLN',
  CZ: 'CZK',
};

/** What a team of a country starts with; all of it can be changed. Currencies by ISO 4217. */
export const countryDefaults = (country: string): { locale: string; currency: string } => ({
  locale: locales[country] ?? 'en-GB',
  currency: currencies[country] ?? (euro.includes(country) ? 'EUR' : 'USD'),
});
