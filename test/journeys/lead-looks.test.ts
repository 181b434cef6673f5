import { after, before, test } from 'node:test';
import { logTouch } from '#work/leads/log-touch.ts';
import { phone } from '../browser.ts';
import { isFit, openScreens, type Screens } from '../screens.ts';

let house: Screens;
before(async () => {
  house = await openScreens();
});
after(() => house?.stop());

test('the lead and its sheets are fit for everybody', async () => {
  const lead = await house.enquire({
    name: 'Dr. Maximiliane Freifrau von Oettingen-Spielberg-Hohenlohe',
    company: 'Gesellschaft für Grundstücks- und Gebäudeverwaltung Süd mbH',
    email: 'maximiliane.freifrau@grundstuecksverwaltung-sued.example',
    phone: '07700 900777',
    message:
      'Wir suchen einen Betrieb für die Wartung der Heizungsanlagen in unseren beiden Häusern. Könnten Sie uns ein Angebot machen?\n\nMit freundlichen Grüßen',
  });
  const touch = { kind: 'phone', direction: 'out', result: 'spoke', text: 'Zwei Häuser, acht Wohnungen.' } as const;
  await logTouch(house.running.house.env, { id: lead.id }, { memberId: house.cast.ben }, touch);
  await house.enquire({
    email: 'maximiliane.freifrau@grundstuecksverwaltung-sued.example',
    message: 'Und wann können Sie kommen?',
  });
  const tab = await house.as('ana');
  const sheets = ['', '?call', '?done', '?close', '?step', '?step=day', '?longer', '?edit', '?more'];
  for (const sheet of sheets) {
    await tab.goto(`${house.running.address}/leads/${lead.number}${sheet}`);
    if (sheet === '?close') await tab.check('dialog [value=lost]', { force: true });
    await isFit(tab, `lead${sheet.replace(/[?=]/g, '-')}`, sheet ? { phone } : undefined);
  }
});
