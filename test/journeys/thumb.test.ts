import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askForTask } from '#work/leads/ask-for-task.ts';
import { phone } from '../browser.ts';
import { openScreens, type Screens } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

/** What stands alone and is pressed: not a word in the middle of a sentence, nor what lies over a whole row. */
const small = () =>
  [...document.querySelectorAll<HTMLElement>('main :is(a, button, summary, select, input:not([type=hidden])), nav a')]
    .map((thing) => {
      const covers = getComputedStyle(thing, '::after').position === 'absolute';
      const inSentence = getComputedStyle(thing).display === 'inline' || thing.matches('.changeable');
      const { width, height } = (thing.closest('label') ?? thing).getBoundingClientRect();
      const hidden = width === 0 || thing.closest('.unseen') !== null || !thing.checkVisibility();
      return hidden || covers || inSentence || height >= 43.5 ? null : `${thing.outerHTML.slice(0, 80)} ${width}×${height}`;
    })
    .filter((one) => one !== null);

test('what is pressed on a phone is as large as a thumb', async () => {
  const lead = await house.enquire({ name: 'Priya Nair', phone: '07700 900455', email: 'priya@nair.example', message: 'A leak' });
  const task = { what: 'Order the tray', memberId: house.cast.ana, dueAt: house.time.now + 3_600_000 };
  await askForTask(house.running.house.env, { id: lead.id }, { memberId: house.cast.ben }, task);
  const unsure = new URLSearchParams({ name: 'Spam', email: 'spam@spam.example', message: 'https://offers.example/now' });
  await fetch(`${house.running.address}/f/website`, { method: 'POST', body: unsure });
  const tab = await house.as('ana', { viewport: phone });
  const at = `/leads/${lead.number}`;
  const sheets = ['?call', '?done', '?close', '?step', '?step=day', '?longer', '?edit', '?more'].map((sheet) => at + sheet);
  const rooms = ['/settings/channels', '/settings/team', '/settings/people', '/settings/changes', '/account'];
  for (const path of ['/', '/leads', '/leads?search', at, ...sheets, '/log', '/arrivals', '/more', ...rooms]) {
    await tab.goto(house.running.address + path);
    assert.deepEqual(await tab.evaluate(small), [], path);
  }
});
