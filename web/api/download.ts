/**
 * Bytes that came from outside, only ever as a download: no browser shows or runs them under our address. The name is given twice,
 * for old and new browsers (RFC 6266).
 */
export function download(bytes: Uint8Array, name: string): Response {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_').slice(0, 150) || 'file';
  const whole = encodeURIComponent(name.toWellFormed().slice(0, 200).toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cache-control': 'private, no-store',
    },
  });
}
