import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHoursInWords } from './hours-in-words.ts';
import { defaultHours } from './opening-hours.ts';
import { sayHours } from './say-hours.ts';

const said = (words: string, locale?: string) => sayHours(readHoursInWords(words).week, locale);

test('opening hours stand in a sentence as people say them', () => {
  assert.equal(sayHours(defaultHours.week), 'Monday to Friday, 8:00 to 17:30');
  assert.equal(
    said('Mon-Fri 08:00-12:00,13:00-17:30; Sat 09:00-12:00'),
    'Monday to Friday, 8:00 to 12:00 and 13:00 to 17:30; Saturday, 9:00 to 12:00',
  );
  assert.equal(
    said('Tue-Wed 10:00-14:00; Sat-Sun 10:00-24:00'),
    'Tuesday and Wednesday, 10:00 to 14:00; Saturday and Sunday, 10:00 to midnight',
  );
  assert.equal(said('00:00-24:00'), 'every day, 0:00 to midnight');
  assert.equal(said('Mon-Fri 08:00-17:30', 'en-US'), 'Monday to Friday, 8:00 am to 5:30 pm');
  assert.equal(sayHours({ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }), 'on no day');
});
