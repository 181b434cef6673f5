import { wishes } from './wish.ts';

export const businesses = wishes('business', [
  {
    asked: 'We run a café on {road} and the grease trap needs emptying and a new lid. Only possible after 16:00 or on Mondays.',
    said: 'Café on {road}, grease trap and lid, after 16:00 or Mondays',
    about: 'Grease trap, café',
    worth: [320, 780],
  },
  {
    asked: 'Our hair salon has four backwash basins and the hot water runs out after two. What would you put in?',
    said: 'Salon, four basins, hot water runs out after two',
    about: 'Hot water for four basins',
    worth: [1600, 4200],
  },
  {
    asked: 'Please quote for the yearly maintenance of heating and hot water in our office, two floors, 38 people.',
    said: 'Yearly maintenance, office of 38 people on two floors',
    about: 'Yearly maintenance, office',
    worth: [1200, 2900],
  },
  {
    asked:
      'The school kitchen has a pre-rinse tap that has dripped since the summer. We would need an invoice with a purchase number.',
    said: 'School kitchen, pre-rinse tap drips, purchase number needed',
    about: 'Pre-rinse tap, school kitchen',
    worth: [190, 460],
  },
  {
    asked:
      'We manage eleven flats at {road} and look for somebody who answers the phone. Shall we talk about a yearly arrangement?',
    said: 'Manages eleven flats at {road}, wants a yearly arrangement',
    about: 'Eleven flats, yearly arrangement',
    worth: [3200, 7800],
  },
  {
    asked: 'The gents at the sports club need three new urinals with water-saving flush. The committee wants two offers.',
    said: 'Sports club, three urinals, committee wants two offers',
    about: 'Three urinals, sports club',
    worth: [1900, 3300],
  },
  {
    asked: 'Could you fit a backflow valve to the supply of our brewery tanks? The inspector has given us six weeks.',
    said: 'Brewery, backflow valve within six weeks',
    about: 'Backflow valve, inspector',
    worth: [680, 1500],
  },
  {
    asked: 'We open a small dental practice in {month} and need water, compressed air and waste to three chairs.',
    said: 'Dental practice opening in {month}, three chairs',
    about: 'Water and waste to three chairs',
    worth: [5200, 11800],
  },
]);
