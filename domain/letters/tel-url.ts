/** A telephone number as people write it, as a link that dials it (RFC 3966), or '' when there is nothing to dial. */
export function telUrl(phone: string | null | undefined): string {
  const written = (phone ?? '').replace(/\(0\)/, '').split(/[a-zA-Z;#]/, 1)[0] ?? '';
  const digits = written.replace(/\D/g, '');
  if (digits.length < 3) return '';
  return `tel:${written.trim().startsWith('+') ? '+' : ''}${digits}`;
}
