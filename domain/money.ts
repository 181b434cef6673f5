const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount in minor units as people write it: "£4,800", "£4,800.50". */
export function sayMoney(amount: number, currency: string, locale: string): string {
  const digits = digitsOf(currency);
  const whole = amount % 10 ** digits === 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: whole ? 0 : digits,
  }).format(amount / 10 ** digits);
}

/** The minor units that somebody typed, with or without a sign, thousands and a decimal point or comma; null where it is no amount. */
export function readMoney(text: string, currency: string): number | null {
  const typed = text.replace(/[^\d.,]/g, '');
  if (!/\d/.test(typed) || /-/.test(text)) return null;
  const decimal = /[.,](\d{1,2})$/.exec(typed);
  const whole = (decimal ? typed.slice(0, decimal.index) : typed).replace(/[.,]/g, '');
  const digits = digitsOf(currency);
  const minor = Math.round(Number(`${whole || '0'}.${decimal?.[1] ?? '0'}`) * 10 ** digits);
  return minor <= 1_000_000_000_000 ? minor : null;
}
