const step = 30_000;

/** Codes by the clock (RFC 6238: SHA-1, six digits, thirty seconds), as every authenticator app makes them. */
export type Totp = {
  /** The address that an app scans. */
  uri(secret: string, label: string, issuer: string): string;
  /** The beginning (milliseconds) of the half minute that this code is of, one before or after now at most; null where it is none of them. */
  momentOf(secret: string, code: string, now: number): number | null;
};

/** The library is loaded when it is first needed. Secrets are base32. */
export async function loadTotp(): Promise<Totp> {
  const { Secret, TOTP } = await import('otpauth');
  const made = (secret: string, label = '', issuer = '') =>
    new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: step / 1000 });
  return {
    uri: (secret, label, issuer) => made(secret, label, issuer).toString(),
    momentOf(secret, code, now) {
      const off = made(secret).validate({ token: code, timestamp: now, window: 1 });
      return off === null ? null : (Math.floor(now / step) + off) * step;
    },
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits in base32, as RFC 4226 recommends. */
export const totpSecret = (random: (bytes: number) => Uint8Array): string =>
  Array.from(random(32), (byte) => letters[byte & 31]).join('');
