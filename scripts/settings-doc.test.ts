import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsSchema } from '#settings.ts';
import { place, settingsDoc } from './settings-doc.ts';

test('docs/settings.md says what settings.ts says; npm run settings writes it anew', () => {
  assert.equal(readFileSync(place, 'utf8').replaceAll('\r\n', '\n'), settingsDoc());
});

test('every setting is explained', () => {
  for (const [name, { description }] of Object.entries(settingsSchema.shape)) assert.match(description ?? '', /^.{15,}\.$/, name);
});
