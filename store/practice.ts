import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Schema } from './schema.ts';

/** Practice and test enquiries stand in no list, figure or notice; every one of them says so by this. */
export const notPractice = (table: 'leads' | 'arrivals' | 'contacts'): Expression<SqlBool> =>
  expressionBuilder<Schema, typeof table>()(`${table}.practice_at`, 'is', null);
