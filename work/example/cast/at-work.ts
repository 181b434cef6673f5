import { acts, step } from '../acts.ts';
import { fillsInForm, formFields } from '../deeds.ts';
import type { Guest } from '../guests.ts';
import type { Life, Tale } from '../tale.ts';
import { moment } from './moment.ts';

async function* joWhitfield(tale: Tale): Life {
  const guest: Guest = { name: 'Jo Whitfield', called: 'Jo', email: 'jo@whitfield.example', phone: '07700 900811' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-1, '11:02');
  const lead = (await fillsInForm(
    tale,
    formFields(guest, 'The radiator in the loft room has never been warm since we moved in. Could it be too small?'),
  ))!;
  yield moment(-1, '11:25');
  await ana.rings(
    lead,
    'Loft room, 18 square metres, one small radiator. Sends a photo.',
    6,
    step('Look at the photo and ring', moment(0, '08:30')),
  );
  yield moment(0, '08:41');
  await ana.rings(
    lead,
    'It is too small by half. Comes down to choosing one with her.',
    5,
    step('Send two models', moment(3, '10:00')),
  );
}

async function* inesDuarte(tale: Tale): Life {
  const guest: Guest = { name: 'Ines Duarte', called: 'Ines', email: 'ines@duarte.example' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-1, '18:40');
  const lead = (await fillsInForm(
    tale,
    formFields(
      guest,
      'Which room thermostat would you advise with a Vaillant from 2015? I would fit it myself if that is allowed.',
    ),
  ))!;
  yield moment(0, '09:05');
  await ana.writes(
    lead,
    'Hello Ines, it is allowed as long as it is on low voltage. Is there a plug named eBUS on your boiler? Then I can name you two.',
    step('Ring Ines', moment(3, '10:00')),
  );
}

async function* rayOkafor(tale: Tale): Life {
  const guest: Guest = { name: 'Ray Okafor', called: 'Ray', email: 'ray@okafor.example', phone: '07700 900826' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-7, '16:20');
  const lead = await ana.logs('phone', moment(-7, '16:11'), 'Whole heating system renewed, four bedrooms, wants an offer', {
    spoken: true,
  });
  await ana.edits(lead, { value: 510_000, nextStep: { what: 'Ring Ray about the survey', dueAt: moment(0, '09:15') } });
  yield moment(0, '09:21');
  await ana.rings(lead, 'Wednesday at two suits him.', 3, step('Survey', moment(5, '14:00')));
  await ana.books(lead, moment(5, '14:00'));
}

async function* familieSchaefer(tale: Tale): Life {
  const guest: Guest = {
    name: 'Familie Schäfer-Brandt',
    called: 'Familie Schäfer-Brandt',
    email: 'schaefer.brandt@briefkasten.example',
    language: 'de',
  };
  const ana = acts(tale, 'ana', guest);
  yield moment(-1, '20:14');
  const message =
    'Guten Abend, wir haben im Sommer das Haus am Ende der Straße gekauft und möchten die Heizung einmal durchsehen lassen, bevor es richtig kalt wird. Hätten Sie vor Weihnachten noch einen Termin?';
  const lead = (await fillsInForm(tale, formFields(guest, message), { language: 'de' }))!;
  yield moment(0, '09:32');
  await ana.writes(lead, 'Guten Tag, ja, am 2. Dezember vormittags wäre etwas frei. Passt Ihnen das?');
}

async function* bethLarkin(tale: Tale): Life {
  const guest: Guest = { name: 'Beth Larkin', called: 'Beth', email: 'beth@larkin.example', phone: '07700 900839' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-2, '16:35');
  const lead = await ana.logs('walk-in', moment(-2, '16:30'), 'Came in about a water softener, has soft soap in her hair', {
    spoken: true,
  });
  await ana.edits(lead, { value: 118_000, nextStep: { what: 'Tell Beth the price', dueAt: moment(0, '10:00') } });
  yield moment(0, '10:16');
  await ana.rings(lead, 'Thinks about the bigger one.', 4, { waitUntil: moment(4, '10:00') });
}

async function* omarHaddad(tale: Tale): Life {
  const guest: Guest = { name: 'Omar Haddad', called: 'Omar', email: 'omar@haddad.example', phone: '07700 900844' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-3, '13:05');
  const lead = (await fillsInForm(
    tale,
    formFields(
      guest,
      'Our shower tray has cracked from one corner to the other. The tiles around it are nearly new, can they stay?',
    ),
  ))!;
  yield moment(-3, '13:33');
  await ana.rings(
    lead,
    'Tiles can stay if the tray has the same size.',
    7,
    step('Ring with the size of the tray', moment(0, '11:00')),
  );
  yield moment(0, '11:12');
  await ana.rings(lead, 'There is one of the same size. Fits it in December.', 5, step('Order the tray', moment(0, '16:30')));
}

export const atWork = [joWhitfield, inesDuarte, rayOkafor, familieSchaefer, bethLarkin, omarHaddad];
