const programs: readonly [RegExp, string][] = [
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(?:OPR|OPiOS|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac(?:intosh| OS X)\b/, 'Mac'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bLinux\b/, 'Linux'],
];

/** A device as its owner would call it, from its user agent: "Firefox on Windows". An iPad may call itself a Mac. */
export function deviceInWords(userAgent: string | null | undefined): string {
  const text = (userAgent ?? '').slice(0, 500);
  const named = (list: typeof programs) => list.find(([sign]) => sign.test(text))?.[1];
  const [program, system] = [named(programs), named(systems)];
  if (program && system) return `${program} on ${system}`;
  return program ?? (system ? `A browser on ${system}` : 'An unknown device');
}
