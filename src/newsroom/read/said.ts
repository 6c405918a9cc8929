/** Conditions on quotes: who said it, and the words said. */
import { eq, sql } from 'drizzle-orm';
import { parseSearch } from '../../news/search-query.ts';
import { indexText } from '../../news/words.ts';
import type { Also } from './parts.ts';
import type { Reader } from './reader.ts';

export function saidBy(speaker: string): Also {
  return {
    shape: 'speaker',
    params: { saidBy: indexText(speaker) },
    where: ({ quotes }) => eq(quotes.speakerKey, sql.placeholder('saidBy')),
  };
}

export function withWords({ store }: Reader, text: string): Also {
  return {
    shape: 'words',
    params: { saidWords: store.search.saying(parseSearch(text)) },
    where: ({ quotes }) => store.search.quotes.matches(quotes.id, 'saidWords'),
  };
}
