/** The forms of a word have one stem, in the languages that have a stemmer. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { INDEX_VERSION, indexSaid, indexWords, matches } from '../../src/news/searchable.ts';
import { parseSearch } from '../../src/news/search-query.ts';
import { STEMMED, stemmedLanguage, stemOf } from '../../src/news/stem.ts';
import { fold, foldedWords } from '../../src/news/words.ts';
import { oddText } from './words-odd-text.ts';
import { runs } from '../support/runs.ts';

test.each([
  ['en', 'election elections'],
  ['en', 'vote votes voted voting'],
  ['en', 'city cities'],
  ['en', 'strike strikes striking'],
  ['de', 'Haus Häuser Häusern Hauses'],
  ['de', 'Brücke Brücken Bruecke Bruecken'],
  ['de', 'Straße Straßen Strasse'],
  ['de', 'Wahl Wahlen'],
  ['fr', 'élection élections'],
  ['fr', 'annoncé annoncée annoncés annoncées annonce annoncer'],
  ['fr', 'musée musées'],
  ['fr', 'général générale générales généraux'],
  ['es', 'elección elecciones'],
  ['es', 'niño niños niña niñas'],
  ['es', 'político política políticos políticas'],
  ['es', 'votó votar'],
])('in %s one stem is that of %s', (tag, forms) => {
  const language = stemmedLanguage(tag);
  expect(new Set(foldedWords(forms).map((word) => stemOf(word, language))).size).toBe(1);
});

test.each([
  ['en', 'news', 'new'],
  ['en', 'international', 'internal'],
  ['en', 'evening', 'even'],
  ['en', 'university', 'universe'],
  ['en', 'organization', 'organ'],
  ['pl', 'wybory', 'wybór'],
  ['und', 'votes', 'vote'],
])('in %s %s and %s have stems of their own', (tag, one, other) => {
  const [first = '', second = ''] = foldedWords(`${one} ${other}`);
  const language = stemmedLanguage(tag);
  expect(stemOf(first, language)).not.toBe(stemOf(second, language));
});

test.each([
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['de-AT', 'de'],
  ['fr-CA', 'fr'],
  ['es-419', 'es'],
  ['eng', null],
  ['und', null],
  ['', null],
])('of %j the stems are those of %j', (tag, language) => {
  expect(stemmedLanguage(tag)).toBe(language);
});

const NOTHING = { headline: '', description: '', body: '', keywords: '', captions: '' };

/** Words that stemmers do much to. */
const letters = fc
  .array(
    fc.stringMatching(/^(qu|[aeiouy]{1,2}|[b-z]){1,4}(ing|ed|es|ies|ern|keit|ment|ee|ees|iez|ando|mente|s)$/),
    { maxLength: 8 },
  )
  .map((words) => words.join(' '));

describe('words', () => {
  it('that fold alike have one stem, which is a word', () => {
    fc.assert(
      fc.property(fc.oneof(oddText, letters), fc.constantFrom(...STEMMED, null), (text, language) => {
        for (const word of foldedWords(text)) {
          const stem = stemOf(word, language);
          expect(stem).toMatch(/^[^\s"]+$/u);
          expect(fold(stem)).toBe(stem);
          expect(stem[0]).toBe(word[0]);
        }
      }),
      runs(500),
    );
  });

  it('of a text are found by any of their forms, and in quotation marks as they stand', () => {
    const words = indexWords(
      { ...NOTHING, headline: 'Votes counted', body: 'The ferries are late' },
      'en-GB',
    );
    const finds = (typed: string) => matches(parseSearch(typed), words);
    expect(['vote', 'voting', 'VOTED', 'ferry', 'ferries -train'].map(finds)).toEqual(Array(5).fill(true));
    expect(['"vote"', '"votes"', '"count"', '"votes counted"', '"vote counted"'].map(finds)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(['vot*', 'ferri*', 'fer* -voting', 'train'].map(finds)).toEqual([true, true, false, false]);
  });

  it('of one language are not those of another', () => {
    // What "notes" would be in German or French is no reason to find every English text with "not" in it.
    const finds = (language: string) =>
      matches(parseSearch('notes'), indexWords({ ...NOTHING, body: 'not' }, language));
    expect(['en', 'de', 'fr', 'und'].map(finds)).toEqual([false, true, true, false]);
  });
});

/**
 * Where this fails, an index holds other words than the stores that are out there: change INDEX_VERSION, so that they are indexed
 * anew, and then what is expected here. Scripts without spaces are left out: the machine's dictionaries cut them.
 */
test('what an index holds goes with its version', () => {
  const texts = [
    ['en', 'Votes were counted twice. The O’Brien’s C++ of the U.S. cost 1,000.50; votes, votes and a vote.'],
    ['de', 'Die Wähler gingen über Brücken und Straßen. Größer war die Wahl nie, sagte der Wähler.'],
    ['fr', 'Les élections générales annoncées à l’été: une élue déçue, des œuvres.'],
    ['es', 'Los niños y las niñas eligieron: «la elección más política».'],
    ['ru', 'Новый мост открыт, ёлка стоит.'],
  ] as const;
  const held = texts.map(([language, text]) => [
    indexWords(
      { headline: text, description: text, body: `${text} ${text}`, keywords: text, captions: text },
      language,
    ),
    indexSaid(text, language),
  ]);
  const digest = createHash('sha256').update(JSON.stringify(held)).digest('hex').slice(0, 16);
  expect([INDEX_VERSION, digest]).toEqual(['words 2, Snowball 3.1.1', '0c9dfa0b57bc4471']);
});
