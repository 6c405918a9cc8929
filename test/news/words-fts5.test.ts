/** The predicate means what SQLite's FTS5 finds over the same words, and FTS5 takes every word as it is. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isEmpty, parseSearch } from '../../src/news/search-query.ts';
import { SEARCH_FIELDS, STEM_FIELDS, indexWords, matches } from '../../src/news/searchable.ts';
import type { SearchableText, SearchableWords } from '../../src/news/searchable.ts';
import { fold, indexText } from '../../src/news/words.ts';
import { ANYWHERE, columnOf, expression, marked } from '../../src/store/sqlite/expressions.ts';
import { oddText } from './words-odd-text.ts';
import { runs } from '../support/runs.ts';

const FIELDS = [...SEARCH_FIELDS, ...STEM_FIELDS];
const db = new Database(':memory:');
db.exec(`
  create virtual table words using fts5(${FIELDS.map(columnOf).join(', ')}, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co S* P*' separators ' '");
  create virtual table tokens using fts5vocab(words, instance);
`);
const insert = db.prepare(
  `insert into words(rowid, ${FIELDS.map(columnOf).join(', ')}) values (?, ${FIELDS.map(() => '?').join(', ')})`,
);
const clear = db.prepare(`insert into words(words) values ('delete-all')`);
const tokens = db.prepare<[], string>('select term from tokens order by doc, col, offset').pluck();
const find = db
  .prepare<[string], number>('select rowid from words where words match ? order by rowid')
  .pluck();

afterAll(() => {
  db.close();
});

/** Row ids are places in the list. */
const store = db.transaction((articles: readonly SearchableWords[]) => {
  clear.run();
  for (const [i, words] of articles.entries())
    insert.run(i, ...FIELDS.map((field) => marked(words[field], words.language)));
});

const NOTHING = indexWords({ headline: '', description: '', body: '', keywords: '', captions: '' }, 'und');
const inBody = (body: string): SearchableWords => ({ ...NOTHING, body: body.split(' ').filter(Boolean) });

test('whatever a letter, mark or digit folds to is one token or none, and folds to itself', () => {
  const folded: string[] = [];
  const bad: string[] = [];
  for (let code = 1; code <= 0x10ffff; code++) {
    const letter = String.fromCodePoint(code);
    if (!/[\p{L}\p{M}\p{N}]/u.test(letter)) continue;
    for (const word of [fold(letter), fold(`a${letter}`)]) {
      if (/[\s"]/.test(word) || fold(word) !== word) bad.push(code.toString(16));
      if (word !== '') folded.push(word);
    }
  }
  expect(bad).toEqual([]);
  store([inBody(folded.join(' '))]);
  const kept = tokens.all();
  expect(kept.length).toBe(folded.length);
  expect(folded.filter((word, i) => word !== kept[i])).toEqual([]);
}, 20_000);

test('FTS5 keeps the words of any text as they are', () => {
  fc.assert(
    fc.property(fc.array(oddText, { minLength: 20, maxLength: 40 }), (texts) => {
      const words = texts.map(indexText);
      store(words.map(inBody));
      expect(tokens.all()).toEqual(words.flatMap((line) => (line === '' ? [] : line.split(' '))));
    }),
    runs(60),
  );
});

const LANGUAGES = ['en', 'de-AT', 'fr', 'es', 'pl', 'en-GB'];

/** So few words that matches are frequent, several of them beginnings of others. */
const someWords = fc
  .array(
    fc.constantFrom(
      'a',
      'ab',
      'abc',
      "ab's",
      'b',
      'a-b',
      'U.S.',
      'us',
      'C++',
      'c',
      '3.5',
      'Ä',
      'or',
      '東京',
      '東京 雨',
      'ب',
      'vote',
      'votes',
      'voting',
      'vot',
      'Wähler',
      'wahlen',
      'élus',
    ),
    {
      maxLength: 8,
    },
  )
  .map((words) => words.join(' '));
const someText: fc.Arbitrary<SearchableText> = fc.record({
  headline: someWords,
  description: someWords,
  body: fc.oneof(someWords, oddText),
  keywords: someWords,
  captions: someWords,
});
const someQuery = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '-', '"', '“', '-"', 'OR ', '!'),
      fc.constantFrom(
        'a',
        'ab',
        'abc',
        'b',
        'a b',
        'ab c',
        'us',
        'u',
        'c++',
        'c',
        '3',
        '東京',
        '京',
        'zz',
        'or',
        '...',
        'vote',
        'voted',
        'votes vote',
        'vot',
        'wahl',
        'elue',
      ),
      fc.constantFrom('', '', '', '*', '"', '”', ' OR', ' OR OR'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.map((part) => part.join('')).join(' '));

const anyQuery = fc.oneof({ weight: 4, arbitrary: someQuery }, oddText);

test('the predicate and FTS5 find the same', () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(someText, { minLength: 20, maxLength: 40 }),
      fc.array(anyQuery, { minLength: 20, maxLength: 40 }),
      (texts, typed) => {
        const articles = texts.map((text, i) => indexWords(text, LANGUAGES[i % LANGUAGES.length] ?? ''));
        store(articles);
        for (const query of typed.map(parseSearch)) {
          const hits = isEmpty(query) ? [] : find.all(expression(query, ANYWHERE));
          found += hits.length;
          expect([...articles.keys()].filter((i) => matches(query, articles[i] ?? NOTHING))).toEqual(hits);
        }
      },
    ),
    runs(60),
  );
  expect(found).toBeGreaterThan(1000);
});
