import { closeLead } from '#work/leads/close-lead.ts';
import { acts } from '../acts.ts';
import { fillsInForm, formFields, rings, writesDown } from '../deeds.ts';
import type { Guest } from '../guests.ts';
import type { Life, Tale } from '../tale.ts';
import { moment } from './moment.ts';

const martin: Guest = { name: 'Martin Hale', called: 'Martin', email: 'martin@hale.example', phone: '07700 900118' };
const priya: Guest = { name: 'Priya Nair', called: 'Priya', phone: '07700 900201' };
const reids: Guest = { name: 'Tom & Lucy Reid', called: 'Tom and Lucy', phone: '07700 900455' };
const sara: Guest = {
  name: 'Sara Lind',
  called: 'Sara',
  company: 'Greenleaf Dental',
  email: 'sara@greenleaf.example',
  phone: '01632 960112',
};

const missed = { plot: 'repair', about: '', worth: [0, 0] } as const;

/** Rang on Tuesday and again today; nobody has rung back. */
async function* someoneWhoRang(tale: Tale): Life {
  const guest: Guest = { name: '', called: '', phone: '07700 900312' };
  const call = async (at: number, said: string) =>
    writesDown(
      tale,
      tale.crew.ben,
      { at, guest, source: 'missed-call', wish: { ...missed, asked: said, said } },
      { ownerId: tale.crew.ana.memberId },
    );
  yield moment(-3, '15:48');
  await call(moment(-3, '15:41'), 'Missed call, no voicemail.');
  yield moment(0, '11:58');
  await call(moment(0, '11:52'), 'Missed call, no voicemail. Called on Tuesday too, nobody rang back.');
}

async function* martinHale(tale: Tale): Life {
  const { env, crew } = tale;
  const ana = acts(tale, 'ana', martin);
  yield moment(-291, '09:20');
  const before = await ana.logs('phone', moment(-291, '09:12'), 'Boiler service, any morning', { spoken: true });
  yield moment(-291, '09:24');
  await ana.books(before, moment(-288, '10:00'));
  yield moment(-288, '11:20');
  await closeLead(env, { id: before.id }, crew.ana, { outcome: 'won', value: 11_000, heardOf: 'Neighbours' });
  yield moment(0, '12:08');
  const message = 'Boiler making a knocking noise, can someone come out today or tomorrow? I am home after four.';
  const lead = await fillsInForm(tale, formFields(martin, message));
  yield moment(0, '12:31');
  await ana.sees(lead!);
  await ana.edits(lead!, { siteAddress: '22 Elm Grove, Hove', reach: 'calls, after 16:00' });
}

async function* priyaNair(tale: Tale): Life {
  yield moment(0, '13:41');
  const asked = 'Hi, do you do landlord certificates? Two flats in Hove, both empty at the moment.';
  const enquiry = { at: moment(0, '13:34'), guest: priya, source: 'whatsapp' as const, wish: { ...missed, asked, said: asked } };
  await writesDown(tale, tale.crew.ben, enquiry, { ownerId: tale.crew.ana.memberId });
}

async function* tomAndLucy(tale: Tale): Life {
  yield moment(0, '14:15');
  const asked = 'New bathroom, want a quote before Christmas.';
  const enquiry = {
    at: moment(0, '14:12'),
    guest: reids,
    source: 'referral' as const,
    referredBy: 'J. Moss',
    wish: { ...missed, asked, said: asked },
  };
  await writesDown(tale, tale.crew.ben, enquiry, { ownerId: tale.crew.ana.memberId });
}

/** The one whose whole story is worth reading. */
async function* greenleaf(tale: Tale): Life {
  const ana = acts(tale, 'ana', sara);
  yield moment(-3, '09:14');
  const message = 'We need someone to look after the heating and hot water in our two practices. Can you send a price?';
  const lead = (await fillsInForm(tale, formFields(sara, message)))!;
  yield moment(-3, '09:38');
  await ana.writes(
    lead,
    'Hello Sara, thank you, that is our kind of work. How many chairs are there in each, and who looks after it now? If you ring me I can price it without a visit.',
  );
  yield moment(-2, '11:16');
  await ana.isRung(lead, 'Two surgeries, five chairs. Current contract ends 31 January. Decides with her partner.', 6, {
    nextStep: { what: 'Send the quote', dueAt: moment(-1, '16:00'), toldThem: true },
  });
  await ana.moves(lead, 'qualified');
  await ana.edits(lead, {
    nextStep: { what: 'Send the quote', dueAt: moment(-1, '16:00'), toldThem: true },
    reach: 'calls, after 17:00',
  });
  yield moment(-1, '15:42');
  await ana.edits(lead, { value: 480_000, statusNote: 'Quote is with Sara’s partner. Current contract ends 31 January.' });
  await ana.writes(
    lead,
    'Hi Sara, as promised, the quote for both surgeries: £4,800 a year. It includes two visits to each, all small parts, and one number that is answered.',
  );
  await ana.moves(lead, 'proposal-sent');
  yield moment(0, '13:56');
  await ana.isWritten('email', 'Does the price include the call-out at weekends?', moment(0, '13:52'));
}

/** Two that nobody is sure of: they came quicker than anybody types. */
async function* doubtful(tale: Tale): Life {
  yield moment(0, '10:12');
  const fields = {
    name: 'Gemma',
    email: 'gemma@top-of-the-page.example',
    message: 'Your site could be first in your town. May I ring you on Monday?',
  };
  await fillsInForm(tale, fields, { doubt: 'filled in very quickly' });
  yield moment(0, '13:05');
  const other = { name: 'D. Farrow', email: 'd.farrow@inbox.example', message: 'price for outside tap?' };
  await fillsInForm(tale, other, { doubt: 'filled in very quickly' });
}

/** Maya's own, so that Everyone shows more than Mine. */
async function* mayasCaller(tale: Tale): Life {
  const guest: Guest = { name: '', called: '', phone: '07700 900640' };
  yield moment(0, '13:20');
  const said = 'Missed call, a message on the voicemail: toilet on the second floor runs all night';
  const lead = await writesDown(tale, tale.crew.maya, {
    at: moment(0, '13:11'),
    guest,
    source: 'missed-call',
    wish: { ...missed, asked: said, said },
  });
  yield moment(0, '13:31');
  await rings(tale, tale.crew.maya, lead, 'no-answer');
}

export const askers = [someoneWhoRang, martinHale, priyaNair, tomAndLucy, greenleaf, doubtful, mayasCaller];
