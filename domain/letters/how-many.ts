const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

/** "One", "Four", "17": how a sentence begins with a number. */
export const numberWord = (many: number): string => words[many] ?? String(many);

/** "One person", "Four people". */
export const howMany = (many: number, one: string, more: string): string => `${numberWord(many)} ${many === 1 ? one : more}`;

/** The same inside a sentence: "one person", "four people". */
export const soMany = (many: number, one: string, more: string): string => howMany(many, one, more).toLowerCase();
