import { wishes } from './wish.ts';

export const repairs = wishes('repair', [
  {
    asked: 'Our boiler shows F22 and the radiators are cold since {day}. Two small children here, can somebody come soon?',
    said: 'Boiler shows F22, no heating since {day}, small children in the house',
    about: 'Boiler F22, no heating',
    worth: [120, 340],
  },
  {
    asked:
      'There is a slow drip under the {room} sink. The cupboard floor has started to swell, so it has been going on for a while.',
    said: 'Drip under the {room} sink, cupboard floor swelling',
    about: 'Leak under the {room} sink',
    worth: [90, 220],
  },
  {
    asked: 'The toilet in our downstairs loo never stops running. I have closed the valve for now and we flush with a bucket.',
    said: 'Downstairs toilet runs on, valve closed, flushing with a bucket',
    about: 'Toilet runs on',
    worth: [85, 160],
  },
  {
    asked:
      'Hello, hot water comes out at barely more than a trickle upstairs. Downstairs is fine. Any idea, and when could you look?',
    said: 'Hardly any hot water upstairs, downstairs fine',
    about: 'Low hot water upstairs',
    worth: [95, 260],
  },
  {
    asked: 'Water is coming through the ceiling of our {room} whenever someone showers. We have stopped showering.',
    said: 'Ceiling of the {room} wet whenever they shower, not using it now',
    about: 'Shower leaks through the ceiling',
    worth: [180, 620],
  },
  {
    asked: 'The stopcock at {road} has seized and I cannot turn the water off. Nothing is leaking, it just worries me.',
    said: 'Stopcock seized, {road}, nothing leaking yet',
    about: 'Seized stopcock',
    worth: [110, 210],
  },
  {
    asked: 'One radiator out of nine stays cold at the bottom even after bleeding. It is the one in the {room} of course.',
    said: 'Radiator in the {room} cold at the bottom, bled it already',
    about: 'Cold radiator, {room}',
    worth: [90, 240],
  },
  {
    asked: 'Boiler loses pressure, I top it up every second day. No wet patches that I can see. Worcester, about nine years old.',
    said: 'Worcester, nine years old, losing pressure every two days',
    about: 'Boiler loses pressure',
    worth: [120, 390],
  },
  {
    asked: 'Kitchen tap came off in my hand this morning. I have turned the water off at the main, so whenever you can!',
    said: 'Kitchen tap came off, water off at the main',
    about: 'Kitchen tap broken off',
    worth: [95, 230],
  },
  {
    asked: 'The pipes bang like someone hammering when the washing machine fills. Neighbours have started to ask.',
    said: 'Pipes bang when the washing machine fills, neighbours complain',
    about: 'Water hammer',
    worth: [95, 190],
  },
  {
    asked: 'Outside tap has split in the frost, it sprays when I open the isolator. Not urgent as long as it stays shut.',
    said: 'Outside tap split by frost, isolator shut',
    about: 'Outside tap split',
    worth: [85, 150],
  },
  {
    asked: 'Macerator in our basement bathroom hums and does nothing. It smells as you would expect.',
    said: 'Macerator hums, does nothing, basement bathroom',
    about: 'Macerator blocked',
    worth: [160, 420],
  },
  {
    asked: 'My mother is 84 and her immersion heater has gone, at {road}. Could you ring me rather than her to arrange it?',
    said: 'Mother of 84 without hot water, {road}; ring the daughter',
    about: 'Immersion heater, ring the daughter',
    worth: [140, 330],
  },
  {
    asked: 'Thermostat clicks but the boiler takes no notice. Changed the batteries twice. It is 14 degrees in here.',
    said: 'Thermostat clicks, boiler ignores it, batteries changed, 14 degrees inside',
    about: 'Thermostat and boiler not talking',
    worth: [95, 310],
  },
  {
    asked: 'The shower turns cold after three minutes, every time. The boiler next to it is quite happy with the taps.',
    said: 'Shower goes cold after three minutes, taps are fine',
    about: 'Shower turns cold',
    worth: [110, 360],
  },
  {
    asked: 'Waste pipe behind the dishwasher has come apart and the {room} floor is wet. Dishwasher off, towels down.',
    said: 'Dishwasher waste apart, {room} floor wet, machine off',
    about: 'Waste pipe apart',
    worth: [90, 170],
  },
  {
    asked: 'Boiler making a knocking noise when it starts, then settles. Is that dangerous, and could someone have a look?',
    said: 'Boiler knocks when it starts, then settles',
    about: 'Knocking boiler',
    worth: [110, 280],
  },
  {
    asked: 'Bath will not drain, plunger and soda have done nothing. We are on the second floor at {road}.',
    said: 'Bath does not drain, second floor, {road}, tried everything',
    about: 'Blocked bath',
    worth: [90, 190],
  },
  {
    asked:
      'I can smell something like gas near the meter but only faintly. The emergency people came and said it is the fitting after the meter, so yours to mend.',
    said: 'Gas fitting after the meter, emergency service has been and capped it',
    about: 'Gas fitting after the meter',
    worth: [140, 320],
  },
  {
    asked:
      'The cistern lid cracked and the flush button fell into it. I would like the whole inside replaced while you are here.',
    said: 'Cistern lid cracked, wants the whole flush replaced',
    about: 'New flush in the cistern',
    worth: [110, 210],
  },
]);
