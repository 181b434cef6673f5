import { wishes } from './wish.ts';

export const checks = wishes('check', [
  {
    asked: 'I need a landlord certificate for my flat at {road}, the old one ends on the {date}. Tenants are in most evenings.',
    said: 'Landlord certificate, {road}, old one ends on the {date}',
    about: 'Landlord certificate, {road}',
    worth: [75, 110],
  },
  {
    asked: 'Boiler service please, any morning. Vaillant, last done by you a year ago I believe.',
    said: 'Boiler service, Vaillant, any morning',
    about: 'Boiler service',
    worth: [95, 130],
  },
  {
    asked: 'Our letting agent wants a legionella check for three bed-sits. Is that something you do, and for how much?',
    said: 'Legionella check for three bed-sits, price?',
    about: 'Legionella check, three bed-sits',
    worth: [180, 320],
  },
  {
    asked: 'We are selling and the buyer asks for a gas safety record. Could that happen before {day}?',
    said: 'Selling, buyer wants a gas safety record before {day}',
    about: 'Gas record for a sale',
    worth: [75, 105],
  },
  {
    asked: 'Hi, do you do yearly services for two boilers at once? Mine and the one of the neighbour below, both at {road}.',
    said: 'Yearly service for two boilers in one house, {road}',
    about: 'Two services, one house',
    worth: [170, 220],
  },
  {
    asked: 'The insurance wants a plumber to confirm that the leak of {month} was mended properly. We had another firm then.',
    said: 'Insurance wants a confirmation about the leak of {month}, other firm then',
    about: 'Confirmation for the insurance',
    worth: [80, 160],
  },
  {
    asked: 'Could you look over the heating before winter? It all works, I would just like to keep it so.',
    said: 'Wants the heating looked over before winter',
    about: 'Heating looked over',
    worth: [95, 150],
  },
  {
    asked: 'First service of the boiler you fitted last year, for the guarantee. Mornings before ten or after four suit us.',
    said: 'First service for the guarantee, before ten or after four',
    about: 'First service, guarantee',
    worth: [95, 120],
  },
]);
