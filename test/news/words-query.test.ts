/** What a person's search means. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PHRASE, MAX_QUERY, MAX_TERMS, isEmpty, parseSearch } from '../../src/news/search-query.ts';
import type { SearchQuery, Term } from '../../src/news/search-query.ts';
import { indexWords, matches } from '../../src/news/searchable.ts';
import type { SearchableText } from '../../src/news/searchable.ts';
import { oddText } from './words-odd-text.ts';
import { runs } from '../support/runs.ts';

const shown = ({ words, prefix }: Term): string => words.join('_') + (prefix ? '*' : '');
/** "a b|c -d": groups, then what is left out; a phrase's words are joined by "_". */
function show({ all, none }: SearchQuery): string {
  return [...all.map((group) => group.map(shown).join('|')), ...none.map((term) => `-${shown(term)}`)].join(
    ' ',
  );
}

test.each([
  ['Climate change', 'climate change'],
  ['"climate change" talks', 'climate_change talks'],
  ['“climate change” «prix Nobel» „a b“', 'climate_change prix_nobel a_b'],
  ['"climate change', 'climate change'],
  ['climate" change', 'climate change'],
  ['say"climate change"now', 'say climate_change now'],
  ['"" """ a', 'a'],
  ['peace -war', 'peace -war'],
  ['peace -"cold war" −hot', 'peace -cold_war -hot'],
  ['-"cold war', 'war -cold'],
  ['a - b -- c', 'a b c'],
  ['Asia-Pacific O’Brien', 'asia_pacific o_brien'],
  ['-Asia-Pacific', '-asia_pacific'],
  ['elect* Asia-Pac* -war*', 'elect* asia_pac* -war*'],
  ['** a*b a** c++* U.S.* (elect*)', 'a_b a* c++* us* elect'],
  ['"elect*"', 'elect'],
  ['paris OR london', 'paris|london'],
  ['a OR "b c" OR d* e', 'a|b_c|d* e'],
  ['a b OR c', 'a b|c'],
  ['a or b', 'a or b'],
  ['OR', 'or'],
  ['OR a', 'or a'],
  ['a OR', 'a or'],
  ['a OR OR b', 'a or|b'],
  ['a OR -b', 'a or -b'],
  ['-b OR a', 'or a -b'],
  ['a OR ...', 'a or'],
  ['a "OR" b', 'a or b'],
  ['title:foo (bar) AND', 'title_foo bar and'],
  ['Biden’s U.S. C# 3.5%', 'biden us c# 3.5'],
])('reads %j', (typed, meaning) => {
  expect(show(parseSearch(typed))).toBe(meaning);
});

test.each(['', '  ', '-a', '-a -"b c"', '"', '…!?', '*', '-', '🗞️'])('%j wants nothing', (typed) => {
  const query = parseSearch(typed);
  expect(isEmpty(query)).toBe(true);
  expect(matches(query, indexWords({ ...article, body: 'something a b c' }, 'en'))).toBe(false);
});

test('reading never fails, and never gives an empty term or group', () => {
  fc.assert(
    fc.property(fc.oneof(oddText, fc.string({ unit: 'binary' })), (typed) => {
      const { all, none } = parseSearch(typed);
      for (const group of [...all, none]) {
        for (const { words } of group) {
          expect(words.length).toBeGreaterThan(0);
          expect(words).not.toContain('');
        }
      }
      expect(all.map((group) => group.length)).not.toContain(0);
    }),
    runs(2000),
  );
});

test('what is typed beyond the bounds is not read', () => {
  const many = Array.from({ length: 100 }, (_, i) => `w${i}`);
  expect(parseSearch(many.join(' ')).all.length).toBe(MAX_TERMS);
  const either = parseSearch(many.join(' OR '));
  expect(either.all.map((group) => group.length)).toEqual([MAX_TERMS / 2]);
  expect(parseSearch(`"${many.join(' ')}"`).all[0]?.[0]?.words).toEqual(many.slice(0, MAX_PHRASE));
  expect(parseSearch(`${many.join('-')}*`).all[0]?.[0]?.prefix).toBe(false);
  expect(show(parseSearch(`${' '.repeat(MAX_QUERY - 5)}one two`))).toBe('one');
  expect(show(parseSearch(`${' '.repeat(MAX_QUERY - 3)}one two`))).toBe('one');
});

const article: SearchableText = {
  headline: 'Ferry strike ends in Łódź',
  description: 'Crews return to work after nine days',
  body: 'The harbour board’s offer was accepted on Friday. “A fair deal,” said the U.S. owner.',
  keywords: 'transport, labour',
  captions: 'A ferry at the quay',
};

test.each([
  ['ferry crews', true],
  ['lodz', true],
  ['"harbour board" labour', true],
  ['"fair deal" US', true],
  ['"Friday a fair"', true],
  ['"strike crews"', false],
  ['ferr', false],
  ['ferr*', true],
  ['"board offer"', true],
  ['erry*', false],
  ['ferry -harbour', false],
  ['ferry -train -"deal fair"', true],
  ['train OR ferry', true],
  ['train OR bus', false],
])('%j matches: %s', (typed, expected) => {
  expect(matches(parseSearch(typed), indexWords(article, 'en'))).toBe(expected);
});
