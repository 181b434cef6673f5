import { acts, step } from '../acts.ts';
import type { Guest } from '../guests.ts';
import type { Life, Tale } from '../tale.ts';
import { moment } from './moment.ts';

/** A quote that is owed today, and they have been told so. */
async function* hillRoad(tale: Tale): Life {
  const guest: Guest = { name: 'H. Young', called: 'Mrs Young', phone: '07700 900333', email: 'h.young@letters.example' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-11, '10:30');
  const lead = await ana.logs('referral', moment(-11, '10:05'), 'Two radiators, one of them is to move to the other wall', {
    referredBy: 'Mrs Penrose',
  });
  yield moment(-11, '10:52');
  await ana.rings(lead, 'Ground floor, 14 Hill Road. Painter comes in December.', 5, step('Book a time', moment(-10, '10:00')));
  yield moment(-10, '10:04');
  await ana.edits(lead, { siteAddress: '14 Hill Road', value: 215_000 });
  await ana.books(lead, moment(-3, '09:00'), '14 Hill Road');
  yield moment(-3, '10:20');
  await ana.visits(
    lead,
    'Both on outside walls, pipes reachable from the cellar. Said: the quote by Friday.',
    step('Send the quote for the two radiators', moment(0, '16:00'), true),
  );
  await ana.moves(lead, 'qualified');
  await ana.edits(lead, {
    nextStep: { what: 'Send the quote for the two radiators', dueAt: moment(0, '16:00'), toldThem: true },
    statusNote: 'Two radiators, visit done',
  });
}

async function* oluAdeyemi(tale: Tale): Life {
  const guest: Guest = { name: 'Olu Adeyemi', called: 'Olu', phone: '07700 900702', email: 'olu@adeyemi.example' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-9, '14:10');
  const lead = await ana.logs('phone', moment(-9, '14:02'), 'Heating for an annex, 40 square metres, wants to start in January', {
    spoken: true,
  });
  yield moment(-9, '14:13');
  await ana.edits(lead, { nextStep: { what: 'Ring about the plans', dueAt: moment(-1, '10:30') }, value: 720_000 });
  yield moment(-1, '10:41');
  await ana.rings(
    lead,
    'Plans are approved. Would like us to see it before the floor goes in.',
    8,
    step('Book the site visit', moment(0, '17:30')),
  );
  await ana.moves(lead, 'qualified');
  await ana.edits(lead, {
    nextStep: { what: 'Book the site visit', dueAt: moment(0, '17:30') },
    statusNote: 'Wants to start in January',
  });
}

async function* hillsideSchool(tale: Tale): Life {
  const guest: Guest = {
    name: 'M. Costa',
    called: 'Mrs Costa',
    company: 'Hillside School',
    email: 'office@hillside.example',
    phone: '01632 960231',
  };
  const ben = acts(tale, 'ben', guest);
  yield moment(-17, '09:12');
  const lead = await ben.logs(
    'email',
    moment(-17, '08:58'),
    'Our plant room is from 1988. We would like it surveyed and an offer for renewing it in the summer holidays.',
  );
  yield moment(-17, '09:40');
  await ben.writes(
    lead,
    'Dear Mrs Costa, gladly. For the survey somebody should be with me who has the keys to all the risers. Which mornings suit the caretaker?',
  );
  yield moment(-16, '13:30');
  await ben.isWritten('email', 'Any Tuesday, the caretaker is Mr Dunne. How long will it take?', moment(-16, '13:12'));
  yield moment(-16, '14:05');
  await ben.writes(lead, 'About three hours. I suggest Tuesday the 24th at half past nine.');
  yield moment(-4, '11:10');
  await ben.isRung(lead, 'The 24th is fine, report to the office first.', 4, step('Bring the flue meter', moment(4, '08:00')));
  await ben.edits(lead, { value: 1_800_000, statusNote: 'Caretaker lets us in' });
  await ben.books(lead, moment(4, '09:30'), 'Plant room, report to the office');
}

async function* oldVicArms(tale: Tale): Life {
  const guest: Guest = { name: 'Kate Moore', called: 'Kate', company: 'Old Vic Arms', phone: '01632 960377' };
  const ben = acts(tale, 'ben', guest);
  yield moment(-18, '15:20');
  const lead = await ben.logs('phone', moment(-18, '15:06'), 'Cellar sink and a second glass washer, brewery pays half', {
    spoken: true,
  });
  await ben.edits(lead, { value: 230_000, nextStep: { what: 'Ring Kate about the brewery', dueAt: moment(-11, '11:00') } });
  yield moment(-11, '11:09');
  await ben.rings(lead, 'Brewery wants to see it on paper first. She asks them.', 7, { waitUntil: moment(6, '10:00') });
  await ben.edits(lead, { statusNote: 'Talks to the brewery first' });
  await ben.moves(lead, 'qualified');
}

async function* stMarysHall(tale: Tale): Life {
  const guest: Guest = { name: 'Parish office', called: 'all', company: 'St Mary’s Hall', email: 'office@stmaryshall.example' };
  const ana = acts(tale, 'ana', guest);
  yield moment(-25, '10:20');
  const lead = await ana.logs(
    'email',
    moment(-25, '09:47'),
    'Three of the seven radiators in the hall stay cold. The committee would like an offer for all of them.',
  );
  yield moment(-25, '10:49');
  await ana.writes(
    lead,
    'Good morning, may I come and look on Thursday at four, when the hall is empty?',
    step('Look at the hall', moment(-22, '16:00')),
  );
  yield moment(-22, '16:50');
  await ana.visits(
    lead,
    'System is full of sludge, the radiators themselves are fine.',
    step('Send the quote', moment(-4, '16:00'), true),
  );
  yield moment(-4, '14:30');
  await ana.edits(lead, { value: 390_000, statusNote: 'Committee meets on the 24th' });
  await ana.writes(
    lead,
    'Dear all, our offer: flush the system, seven new valves, £3,900. The old radiators stay. I can explain it to the committee if you wish.',
  );
  await ana.moves(lead, 'proposal-sent');
  yield moment(-4, '14:32');
  await ana.waits(lead, moment(5, '10:00'));
}

/** Should have been asked about yesterday. */
async function* theAnchor(tale: Tale): Life {
  const guest: Guest = {
    name: 'Dev Sharma',
    called: 'Dev',
    company: 'The Anchor',
    email: 'dev@theanchor.example',
    phone: '01632 960418',
  };
  const ben = acts(tale, 'ben', guest);
  yield moment(-10, '12:20');
  const lead = await ben.logs('whatsapp', moment(-10, '12:02'), 'Cellar cooling ices up every weekend. Repair or new?');
  yield moment(-10, '12:44');
  await ben.rings(lead, 'Had a look the same day, compressor is done for.', 9, step('Send the quote', moment(-3, '12:00')));
  yield moment(-3, '11:30');
  await ben.edits(lead, { value: 230_000, statusNote: 'Wants it before the Christmas parties' });
  await ben.writes(lead, 'Hi Dev, new unit on the old pipes: £2,300, two mornings, beer stays cold.');
  await ben.moves(lead, 'proposal-sent');
}

export const proposals = [hillRoad, oluAdeyemi, hillsideSchool, oldVicArms, stMarysHall, theAnchor];
