import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { readSettings } from '#settings.ts';
import { makeExampleFile } from '#start-example-making.ts';

/** Twelve weeks of the example, not a year: from Monday 31 August 2026 on. */
export const twelveWeeks = Date.UTC(2026, 7, 31, 8, 0);

const secret = 'a secret that only the tests know, long enough';

export function settingsOf(data: string, more: Record<string, string> = {}) {
  return { ...readSettings({ BATON_DATA: data, BATON_SECRET: secret, LOG_LEVEL: 'silent', ...more }), secret };
}

/** A data folder with a short example business in it, gone after the test. */
export async function exampleFolder(t: TestContext, name?: string): Promise<string> {
  const data = mkdtempSync(path.join(tmpdir(), 'baton-example-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  await makeExampleFile(settingsOf(data), { begins: twelveWeeks, ...(name ? { name } : {}) });
  return data;
}
