/** What fills the braces in what people say. */
export const places = {
  road: [
    '22 Elm Grove',
    'Lansdowne Place',
    'Westbourne Villas',
    '9 Coleridge Street',
    'Hova Terrace',
    'Montefiore Road',
    '41 Sackville Gardens',
    'Clarendon Villas',
    '3 Brunswick Square',
    'Fonthill Road',
    'Ditchling Rise',
    '17 Southover Street',
    'Shirley Drive',
    'Portland Road',
    'Rutland Gardens',
    '60 Queens Park Rise',
  ],
  room: ['kitchen', 'bathroom', 'utility room', 'hall', 'back bedroom', 'living room', 'study', 'en-suite'],
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'the weekend', 'last night'],
  month: ['January', 'March', 'April', 'May', 'June', 'September', 'October', 'November'],
  date: ['9th', '12th', '15th', '18th', '21st', '24th', '28th', '30th'],
  area: ['Portslade', 'Shoreham', 'Rottingdean', 'Lewes', 'Saltdean', 'Southwick', 'Kemp Town', 'Patcham'],
} as const;

export type Place = keyof typeof places;
