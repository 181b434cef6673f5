import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countries, countryOf } from './countries.ts';

test('a browser says its country by its region, else by its language', () => {
  assert.equal(countryOf('de-AT,de;q=0.9,en-US;q=0.8'), 'AT');
  assert.equal(countryOf('de,en-US;q=0.7'), 'US');
  assert.equal(countryOf('de'), 'DE');
  assert.equal(countryOf('en'), 'GB');
  assert.equal(countryOf('zh-Hant-TW'), 'TW');
  assert.equal(countryOf('sv'), 'SE');
  for (const none of [null, '', '*', 'tlh', 'en-XX;q=', ';;;']) assert.equal(countryOf(none), none === 'en-XX;q=' ? 'GB' : null);
});

test('each country is named once, in order, and Intl has a name for it', () => {
  const names = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' });
  assert.deepEqual(countries, [...new Set(countries)].toSorted());
  assert.deepEqual(
    countries.filter((code) => !names.of(code)),
    [],
  );
});
