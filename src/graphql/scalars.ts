/** DateTime and Cursor. */
import { GraphQLError } from 'graphql';
import { formatDateTime, parseDateTime } from '../news/date-time.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment as RFC 3339 text; answers are in UTC with milliseconds.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: formatDateTime,
  parseValue(value) {
    const time = typeof value === 'string' ? parseDateTime(value) : null;
    if (time === null) {
      throw new GraphQLError(
        `DateTime cannot be ${JSON.stringify(value)}: give an RFC 3339 time with its offset, such as "2026-03-01T09:30:00Z".`,
      );
    }
    return time;
  },
});
builder.scalarType('Cursor', {
  description: 'Opaque: a place in the publication log, and which log it is a place in.',
  serialize: (value) => value,
  parseValue(value) {
    if (typeof value !== 'string') throw new GraphQLError('Cursor must be a text that this API gave.');
    return value;
  },
});
