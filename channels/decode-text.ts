const strict = (bytes: Uint8Array, charset: string) => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

function utf16Of(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  // Text that begins with two ASCII characters shows where the empty halves are.
  if (first !== 0 && second === 0 && bytes[2] !== 0 && bytes[3] === 0) return 'utf-16le';
  return first === 0 && second !== 0 && bytes[2] === 0 && bytes[3] !== 0 ? 'utf-16be' : null;
}

const isSingleByte = (charset: string) => /^(?:windows-125|iso-8859-|koi8|macintosh)/.test(charset);

/** The name TextDecoder knows a charset by, or null for one it does not know. */
function knownCharset(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/**
 * The charset of bytes that hold one ASCII character per byte. A label counts unless the bytes contradict it: text with accents
 * that is sound UTF-8 is hardly ever anything else. Without a usable label: UTF-8, else windows-1252. Text cut in the middle of
 * a character stays UTF-8 when more of its accents are sound than broken.
 */
export function charsetOf(bytes: Uint8Array, label?: string): string {
  const named = label ? knownCharset(label.trim()) : null;
  if (named && !named.startsWith('utf-')) {
    if (!isSingleByte(named)) return named;
    const read = strict(bytes, 'utf-8');
    return read === null || read.length === bytes.length ? named : 'utf-8';
  }
  if (strict(bytes, 'utf-8') !== null) return 'utf-8';
  const loose = new TextDecoder().decode(bytes);
  const broken = loose.match(/\ufffd/g)?.length ?? 0;
  const sound = loose.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return sound > broken ? 'utf-8' : 'windows-1252';
}

/** Bytes as text, UTF-16 told by its marks, a byte order mark taken off. Never throws; what cannot be read is U+FFFD. */
export function decodeText(bytes: Uint8Array, label?: string): string {
  return new TextDecoder(utf16Of(bytes) ?? charsetOf(bytes, label)).decode(bytes);
}
