/** The stretch of a text that shows why it was found. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch } from '../../src/news/search-query.ts';
import { snippet } from '../../src/news/snippet.ts';
import { indexWords, matches } from '../../src/news/searchable.ts';
import { cutWords } from '../../src/news/words.ts';
import { oddText } from './words-odd-text.ts';
import { runs } from '../support/runs.ts';

const TEXT =
  'Ferries stood still on Monday. The crews’ union asked for “longer breaks” & fewer nights. ' +
  'By Friday the owner had signed, and the ferry Élan left at noon.';

const cut = (typed: string, words: number): string => snippet(parseSearch(typed), TEXT, { words });

test('a match stands in the middle, and what was cut off is told', () => {
  expect(cut('union', 5)).toBe('…The crews’ <mark>union</mark> asked for…');
});

test('the stretch with the most different matches wins over an earlier one, and over repetition', () => {
  expect(cut('the owner elan', 6)).toBe(
    '…<mark>the</mark> <mark>owner</mark> had signed, and <mark>the</mark>…',
  );
  expect(cut('friday ferry OR noon', 9)).toContain('<mark>Friday</mark>');
  expect(cut('ferries ferry elan', 8)).toContain('<mark>ferry</mark> <mark>Élan</mark>');
});

test('a phrase is one mark, and brackets on the edge stay', () => {
  expect(cut('"longer breaks"', 2)).toBe('…“<mark>longer breaks</mark>”…');
  expect(cut('"longer breaks fewer"', 1)).toBe('…“<mark>longer breaks” &amp; fewer</mark>…');
});

test('a possessive is not part of the match, an acronym’s dots are', () => {
  expect(snippet(parseSearch('mayor us'), 'The mayor’s U.S. trip')).toBe(
    'The <mark>mayor</mark>’s <mark>U.S.</mark> trip',
  );
});

test('a prefix marks the whole word, and overlapping matches are one mark', () => {
  expect(cut('ferr*', 3)).toBe('<mark>Ferries</mark> stood still…');
  expect(snippet(parseSearch('"a b" "b c" d'), 'a b c d')).toBe('<mark>a b c</mark> <mark>d</mark>');
});

test('what is left out is not marked', () => {
  expect(snippet(parseSearch('ferry -train'), 'a ferry, a train')).toBe('a <mark>ferry</mark>, a train');
});

test('without a match it is the beginning', () => {
  expect(cut('zeppelin', 4)).toBe('Ferries stood still on…');
  expect(snippet(parseSearch(''), '  short  ')).toBe('short');
  expect(snippet(parseSearch('a'), '')).toBe('');
  expect(snippet(parseSearch('a'), ' \n ')).toBe('');
});

test('markup in the text is text', () => {
  expect(snippet(parseSearch('b'), `<b a="1">'&amp;</b><mark>`)).toBe(
    '&lt;<mark>b</mark> a=&quot;1&quot;&gt;&#39;&amp;amp;&lt;/<mark>b</mark>&gt;&lt;mark&gt;',
  );
});

test('endless punctuation and endless words are cut', () => {
  expect(snippet(parseSearch('a'), `a ${'=!'.repeat(5000)}`).length).toBeLessThan(600);
  expect(snippet(parseSearch('b'), '😀'.repeat(5000))).toBe(`${'😀'.repeat(240)}…`);
});

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescape = (html: string): string =>
  html.replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity);

test('without its marks a snippet is a stretch of the text, and nothing else in it is markup', () => {
  fc.assert(
    fc.property(oddText, oddText, fc.integer({ min: 1, max: 8 }), (text, typed, words) => {
      const html = snippet(parseSearch(typed), text, { words });
      const plain = html.replaceAll(/<mark>(.+?)<\/mark>/gsu, '$1');
      expect(plain).not.toMatch(/[<>"']|&(?!(?:lt|gt|quot|amp|#39);)/);
      const stretch = unescape(plain);
      const starts = stretch.startsWith('…') ? [stretch, stretch.slice(1)] : [stretch];
      const either = starts.flatMap((start) => (start.endsWith('…') ? [start, start.slice(0, -1)] : [start]));
      expect(either.some((candidate) => text.includes(candidate))).toBe(true);
    }),
    runs(2000),
  );
});

const letters = fc
  .array(fc.constantFrom(...'abcdefg'), { minLength: 1, maxLength: 40 })
  .map((words) => words.join(' '));
const letterQuery = fc
  .array(fc.constantFrom('a', 'b', 'c', 'f', '"a b"', '"b c d"', 'g*', '"a b c d e"'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((terms) => terms.join(' OR '));

test('there is a mark where the text matches, and no stretch has more different terms', () => {
  fc.assert(
    fc.property(letters, letterQuery, fc.integer({ min: 5, max: 9 }), (text, typed, size) => {
      const query = parseSearch(typed);
      const found = (body: string): number =>
        query.all
          .flat()
          .filter((term) => matches({ all: [[term]], none: [] }, indexWords({ ...EMPTY, body }, 'und')))
          .length;
      const html = snippet(query, text, { words: size });
      const all = cutWords(text).map(({ word }) => word);
      const best = Math.max(...all.map((_, i) => found(all.slice(i, i + size).join(' '))));
      expect(found(html.replaceAll(/<\/?mark>|…/g, ''))).toBe(best);
      expect(html.includes('<mark>')).toBe(best > 0);
    }),
    runs(1000),
  );
});

const EMPTY = { headline: '', description: '', body: '', keywords: '', captions: '' };
