/** Column types that Drizzle has no word for, or that behave as SQLite's do. */
import { bigint, customType } from 'drizzle-orm/pg-core';
import type { Packed } from '../sqlite/article-parts-table.ts';

/** Text that compares and sorts by its code points, whatever the database's locale: as SQLite's does. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: withoutNul,
});

/** PostgreSQL's text has no U+0000. */
export function withoutNul(value: string): string {
  return value.replaceAll('\0', '\uFFFD');
}

/** What is packed of text columns, which is to say what they say. */
export const packed = customType<{ data: Packed[]; driverData: string }>({
  dataType: () => 'json',
  toDriver: (parts) =>
    JSON.stringify(
      parts.map((values) => values.map((value) => (typeof value === 'string' ? withoutNul(value) : value))),
    ),
  fromDriver: (text) => JSON.parse(text) as Packed[],
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });

/** Ids, places in the log, and times in milliseconds since 1970: whole numbers that JavaScript holds exactly. */
export function whole(name: string) {
  return bigint(name, { mode: 'number' });
}

/** A generated id; one that is given is taken, so that a store can be copied as it is. */
export function generatedId(name: string) {
  return whole(name).primaryKey().generatedByDefaultAsIdentity();
}
