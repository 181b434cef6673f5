/** A QR code of an address as an SVG that fills its box; the library is loaded when it is first needed. */
export async function scanCode(text: string): Promise<string> {
  const { renderSVG } = await import('uqr');
  return renderSVG(text, { ecc: 'M', border: 4 });
}
