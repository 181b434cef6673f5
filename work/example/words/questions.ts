import { wishes } from './wish.ts';

export const questions = wishes('question', [
  {
    asked: 'How high should the pressure be on the little dial? Mine stands at 0.8 and the leaflet is in Italian.',
    said: 'Asks what the dial should show, it stands at 0.8',
    about: 'Pressure on the dial',
    worth: [0, 0],
    answer:
      'Between 1 and 1.5 when it is cold, so 0.8 is a little low. Open the loop under the boiler until it reads 1.2, then close it again. If it drops within a week, tell us.',
  },
  {
    asked: 'Do you come out to {area} at all, or is that too far?',
    said: 'Do we come to {area}?',
    about: 'Do we come to {area}',
    worth: [0, 0],
    answer: 'Yes, we are in {area} most weeks and charge nothing for the way.',
  },
  {
    asked: 'What is your hourly rate, and is there a call-out charge on Saturdays?',
    said: 'Hourly rate, and Saturdays?',
    about: 'Rates and Saturdays',
    worth: [0, 0],
    answer: 'It is £68 an hour, the first hour in full. We do not work on Saturdays except for leaks, and then it is £95.',
  },
  {
    asked: 'Is it normal that the overflow drips for a minute after every flush?',
    said: 'Overflow drips a minute after flushing, is that normal?',
    about: 'Dripping overflow',
    worth: [0, 0],
    answer:
      'A few drops are fine. A minute is not: the float stands too high. There is a screw on top of it, two turns to the left usually do.',
  },
  {
    asked: 'Which way do I turn the lockshield valve to get less heat? I am afraid of flooding the {room}.',
    said: 'Lockshield valve: which way?',
    about: 'Lockshield valve',
    worth: [0, 0],
    answer: 'Clockwise closes it, and nothing will flood. Count the turns so that you can go back.',
  },
  {
    asked: 'Can I paint behind a radiator without taking it off, or would you do that for me when you are here anyway?',
    said: 'Radiator off for painting, when we are there anyway?',
    about: 'Radiator off for painting',
    worth: [0, 0],
    answer: 'When we are with you anyway we take it off and put it back for nothing. By itself it is not worth the call-out.',
  },
  {
    asked: 'We found an old lead pipe coming out of the wall. Should we worry about the water?',
    said: 'Old lead pipe found, worried about the water',
    about: 'Lead pipe',
    worth: [0, 0],
    answer:
      'If it still feeds a tap you drink from, ask the water company for their free test first. If it ends in the wall it does no harm.',
  },
  {
    asked: 'Does a boiler need a service in its first year, or is that only what the salesman says?',
    said: 'Service in the first year needed?',
    about: 'Service in the first year',
    worth: [0, 0],
    answer: 'It does, else the guarantee ends. The salesman was right for once.',
  },
]);
