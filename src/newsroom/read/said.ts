/** Conditions on quotes: who said it, and the words said. */
import { parseSearch } from '../../news/search-query.ts';
import { speakerName } from '../../news/quotes/speaker.ts';
import { saidBy } from '../speakers.ts';
import type { Also } from './parts.ts';
import type { Reader } from './reader.ts';

export function bySpeaker(speaker: string): Also {
  const { shape, params, where } = saidBy(speakerName(speaker));
  return { shape, params, where: ({ quotes }) => where(quotes) };
}

export function withWords({ store }: Reader, text: string): Also {
  return {
    shape: 'words',
    params: { saidWords: store.search.saying(parseSearch(text)) },
    where: ({ quotes }) => store.search.quotes.matches(quotes.id, 'saidWords'),
  };
}
