const given = ['Martin', 'Aisha', 'Tom', 'Lena', 'Joao', 'Grace', 'Oskar', 'Mei', 'Ines', 'Peter', 'Sofia', 'Hassan'];
const family = ['Hale', 'Okafor', 'Berg', 'Silva', 'Novak', 'Fry', 'Dunn', 'Meyer', 'Costa', 'Ward', 'Lind', 'Kaya'];
const wishes = [
  'Our boiler is making a knocking noise and the pressure keeps dropping. Could somebody have a look this week?',
  'We would like a quote for a new bathroom on the first floor, about six square metres. When could you come round?',
  'The kitchen tap has been dripping for days. Are you free on Thursday afternoon?',
  'Moving in next month and need the heating checked before that. What would it cost?',
];

/** The n-th of any number of people, no two alike: name, email, phone, and what they ask. */
export function person(n: number) {
  return {
    name: `${given[n % given.length]} ${family[Math.floor(n / given.length) % family.length]}`,
    email: `person${n}@people.example`,
    phone: `0${7_400_000_000 + n}`,
    message: `${wishes[n % wishes.length]} (${n})`,
  };
}

/** An address of its own for each, so that nobody is too often. */
export const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
