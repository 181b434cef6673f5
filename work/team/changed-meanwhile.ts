import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** How these columns of a row of settings stand, in short: another stamp as soon as one of them differs. */
export const stampOf = <Row extends object>(row: Row, columns: readonly (keyof Row & string)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(columns.toSorted().map((column) => [column, row[column]])))
    .digest('base64url')
    .slice(0, 16);

/** Throws a Refusal (412) where what is to be changed is no longer as its author saw it. */
export function checkStamp<Row extends object>(
  seen: string | undefined,
  row: Row,
  columns: readonly (keyof Row & string)[],
): void {
  if (seen !== undefined && seen !== stampOf(row, columns)) throw changedMeanwhile();
}

export const changedMeanwhile = () => new Refusal(412, 'Something changed in the meantime. Nothing was saved; look at it again.');
