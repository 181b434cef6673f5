/**
 * The Message-ID of one letter, with its angle brackets (RFC 5322 section 3.6.4): the same digest and domain give
 * the same id on every try. The digest is of the letter's outbox key, letters and digits, made where there is a hash;
 * keyed with the team's secret, nobody can guess the id of a letter they did not get.
 * Throws RangeError where either could not stand in a header.
 */
export function messageIdFor(digest: string, domain: string): string {
  if (!/^[A-Za-z0-9-]{8,64}$/.test(digest)) throw new RangeError('The digest of a Message-ID is 8 to 64 letters and digits');
  const host = /[\s/:?#@\\%]/.test(domain) ? undefined : URL.parse(`http://${domain}`)?.hostname;
  if (!host) throw new RangeError(`A Message-ID needs a domain, not "${domain}"`);
  return `<baton.${digest}@${host}>`;
}
