/** The number that an address names; 0, which no lead has, where it names none. */
export const leadNumber = (said: string): number => (/^\d{1,15}$/.test(said) ? Number(said) : 0);
