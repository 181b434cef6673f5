import { z } from 'zod';
import { BadInput } from '#domain/bad-input.ts';
import { manyLines, oneLine } from '#domain/well-formed.ts';
import type { Standard } from '#store/standard.ts';

/** One line of text: well-formed, without control characters and blanks around it. */
export const line = (max = 200) =>
  z
    .string()
    .max(max)
    .overwrite((text) => oneLine(text, max));

/** Text in lines. */
export const lines = (max = 20_000) =>
  z
    .string()
    .max(max)
    .overwrite((text) => manyLines(text, max));

/** A name by which we know something: an id, an address. */
export const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'holds a sign that is no text (U+0000).');

/** A text in which null and '' mean that there is none. */
export const maybeLine = (max = 200) => line(max).nullish();

/** A field that need not be there; null means the same. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** Milliseconds of a time of RFC 3339, seconds may be left out; null where it is none. */
function millisecondsOf(text: string): number | null {
  if (!written.test(text)) return null;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

const dateTime = () => z.string().max(40, 'should be a time such as 2026-11-20T10:00:00Z.').meta({ format: 'date-time' });

/** A moment (RFC 3339), read as milliseconds UTC. */
export const moment = dateTime().transform((text, context) => {
  const at = millisecondsOf(text);
  if (at !== null) return at;
  context.issues.push({ code: 'custom', input: text, message: 'should be a time such as 2026-11-20T10:00:00Z.' });
  return z.NEVER;
});

const date = /^\d{4}-\d\d-\d\d$/;

/** A moment, or a day alone (2026-11-23), which means its opening. */
export const dayOrMoment = z
  .string()
  .max(40, 'should be a time or a day such as 2026-11-23.')
  .meta({ description: 'A time (RFC 3339) or a day such as 2026-11-23, which means when you open that day.' })
  .transform((text, context): number | { day: string } => {
    if (date.test(text) && isDate(text)) return { day: text };
    const at = millisecondsOf(text);
    if (at !== null) return at;
    context.issues.push({ code: 'custom', input: text, message: 'should be a time or a day such as 2026-11-23.' });
    return z.NEVER;
  });

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** The opening of that day, or of the next business day. */
export const openingOf = ({ timetable }: Standard, day: string): number =>
  timetable.blocksOn(timetable.addBusinessDays(day, 0))[0]!.from;

const amount = z.int().min(0).max(1_000_000_000_000);

/** Money in minor units (4800.00 is 480000), alone or with its currency. */
export const money = z.union([amount, z.strictObject({ amount, currency: z.string().max(3) })], {
  error: 'should be {"amount": 480000, "currency": "GBP"} with the amount in minor units, a whole number and not negative.',
});

/** The amount, in the one currency a team has. */
export function minorUnits(said: z.output<typeof money>, { team }: Standard, field = 'value'): number {
  if (typeof said === 'number') return said;
  if (said.currency.toUpperCase() !== team.currency)
    throw new BadInput(
      422,
      `${field}.currency should be ${team.currency}, which is what this team reckons in.`,
      `${field}.currency`,
    );
  return said.amount;
}

const most = 1_000;
const howMany = `should be a whole number from 1 to ${most}.`;

/** How many of a list, as a query says it. */
export const limit = z.coerce.number({ error: howMany }).int(howMany).min(1, howMany).max(most, howMany).default(50);

/** A time as an answer has it. */
export const iso = (at: number): string => new Date(at).toISOString();
export const maybeIso = (at: number | null): string | null => (at === null ? null : iso(at));
