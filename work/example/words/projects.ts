import { wishes } from './wish.ts';

export const projects = wishes('project', [
  {
    asked:
      'We are thinking of turning the bath into a walk-in shower. The room is 1.9 by 2.2 m. What would that roughly cost with you?',
    said: 'Bath out, walk-in shower in, room 1.9 by 2.2',
    about: 'Walk-in shower for a bath',
    worth: [2400, 5200],
  },
  {
    asked:
      'Our boiler is 17 years old and the engineer who services it says it will not see another winter. Could you quote for a new combi?',
    said: 'Boiler 17 years old, wants a quote for a new combi',
    about: 'New combi boiler',
    worth: [2300, 3400],
  },
  {
    asked: 'New {room} radiators, three of them, the vertical kind. I can send you the models we like.',
    said: 'Three vertical radiators for the {room}, has models in mind',
    about: 'Three vertical radiators',
    worth: [900, 1900],
  },
  {
    asked:
      'We are having the loft converted and the builder has no plumber. It needs a small bathroom and two radiators, from {month}.',
    said: 'Loft conversion, small bathroom and two radiators, start in {month}',
    about: 'Loft bathroom and two radiators',
    worth: [4200, 8800],
  },
  {
    asked:
      'Can underfloor heating go into an old house with wooden floors? It is the ground floor at {road}, about 45 square metres.',
    said: 'Underfloor heating, wooden floors, 45 square metres at {road}',
    about: 'Underfloor heating, ground floor',
    worth: [3900, 7600],
  },
  {
    asked:
      'We bought a house that has a tank in the loft, a cylinder and a back boiler. We would like all of it gone. Where does one begin?',
    said: 'Bought a house with back boiler, tank and cylinder, wants it all replaced',
    about: 'Back boiler out, new system',
    worth: [5200, 9800],
  },
  {
    asked: 'A second toilet under the stairs, if that is possible at all. The soil pipe runs on the other side of that wall.',
    said: 'Toilet under the stairs, soil pipe behind the wall',
    about: 'Toilet under the stairs',
    worth: [1800, 3600],
  },
  {
    asked:
      'My kitchen fitters want sink, dishwasher and an ice-making fridge connected in the week of {month} 12th. They do not touch pipes.',
    said: 'Kitchen connections in the week of {month} 12th, fitters do not touch pipes',
    about: 'Kitchen connections',
    worth: [450, 980],
  },
  {
    asked:
      'Is there any sense in a heat pump for a 1930s semi with single-skin bay windows? An honest answer would help more than a quote.',
    said: 'Asks honestly about a heat pump, 1930s semi',
    about: 'Heat pump, 1930s semi',
    worth: [8500, 13500],
  },
  {
    asked: 'We would like a water softener, the limescale here eats everything. There is room next to the meter cupboard.',
    said: 'Water softener, room beside the meter cupboard',
    about: 'Water softener',
    worth: [900, 1700],
  },
  {
    asked: 'Wet room on the ground floor for my father, who will move in with us in {month}. It has to be finished before that.',
    said: 'Wet room for the father, to be done before {month}',
    about: 'Wet room before {month}',
    worth: [5600, 9400],
  },
  {
    asked: 'Please quote for moving the boiler from the kitchen to the airing cupboard. Flue can go straight up, I have photos.',
    said: 'Move the boiler from kitchen to airing cupboard, flue up, has photos',
    about: 'Moving the boiler',
    worth: [1400, 2600],
  },
  {
    asked: 'All taps and the shower in our flat should become matt black. Eleven fittings in all, which we would buy ourselves.',
    said: 'Eleven fittings to matt black, they buy them',
    about: 'Eleven fittings exchanged',
    worth: [620, 1300],
  },
  {
    asked:
      'We lost a lot of hot water pressure since the new bathroom went in. Someone said unvented cylinder. Would you advise and price it?',
    said: 'Weak pressure since the new bathroom, was told unvented cylinder',
    about: 'Unvented cylinder',
    worth: [2100, 3900],
  },
  {
    asked: 'New bathroom from scratch, tiles excluded. We have a drawing. Could you come to {road} one evening or a Saturday?',
    said: 'Bathroom from scratch without tiles, has a drawing, {road}, evenings',
    about: 'New bathroom, drawing there',
    worth: [4800, 9200],
  },
  {
    asked: 'I would like smart valves on all radiators, fourteen of them, and somebody who explains it to me once and slowly.',
    said: 'Smart valves on fourteen radiators, explain it slowly',
    about: 'Fourteen smart valves',
    worth: [950, 1600],
  },
]);
