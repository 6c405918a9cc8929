/** What is one word, and what it is compared as. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_WORD, cutWords, fold, indexText } from '../../src/news/words.ts';
import { OTHER, SETTLED, WORD, eachSpan } from '../../src/news/word-spans.ts';
import { oddText } from './words-odd-text.ts';
import { runs } from '../support/runs.ts';

test.each([
  ['Biden’s plan', 'biden plan'],
  ["the BOARD'S vote, the boards' votes", 'the board vote the boards votes'],
  ["it's O'Brien's d’Artagnan", 'it o brien d artagnan'],
  ['The U.S. and the U.N.', 'the us and the un'],
  ['U.S.-led talks, the U.S.’s role, at 9 a.m.', 'us led talks the us role at 9 am'],
  ['Plan B.It failed.', 'plan b it failed'],
  ['grew 3.5% to 1,000.', 'grew 3.5 to 1,000'],
  ['$1.50, 1,000,000; v1.2, covid19', '1.50 1,000,000 v1.2 covid19'],
  ['C++, C#, (F#) and a+b', 'c++ c# f# and a b'],
  ['18+ C++11 #MeToo', '18 c 11 metoo'],
  ['Asia-Pacific region', 'asia pacific region'],
  ['“Quoted”—with… marks!', 'quoted with marks'],
  ['snake_case a@b.org', 'snake case a b org'],
])('cuts %j', (text, words) => {
  expect(indexText(text)).toBe(words);
});

test.each([
  ['Café élan NGUYỄN', 'cafe elan nguyen'],
  [
    'Straße ẞ Øre Æsir Œuvre Łódź Đorđe Þór Ísafjörður',
    'strasse ss ore aesir oeuvre lodz dorde thor isafjordur',
  ],
  ['İstanbul ISPARTA ısı', 'istanbul isparta isi'],
  ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
  ['Ёлка мой', 'елка мой'],
  ['ﬁne ＵＳＡ CO₂ Ⅳ', 'fine usa co2 iv'],
  ['كِتَاب کتاب', 'كتاب كتاب'],
  ['שָׁלוֹם', 'שלום'],
  ['so\u00adft می\u200cخواهم', 'soft ميخواهم'],
  ['Hawaiʻi Hawai’i', 'hawai i hawai i'],
  ['हिन्दी 한국', 'हिन्दी 한국'],
])('folds %j', (text, words) => {
  expect(indexText(text)).toBe(words);
});

test.each([
  ['東京は雨です。', '東京 は 雨 です'],
  ['iPhone手机2022年', 'iphone 手机 2022 年'],
  ['ภาษาไทย', 'ภาษา ไทย'],
  ['カ\u3099ラス', 'ガラス'],
])('cuts %j by dictionary', (text, words) => {
  expect(indexText(text)).toBe(words);
});

test('a decomposed accent and a composed one are the same word', () => {
  expect(indexText('e\u0301lan и\u0306')).toBe(indexText('élan й'));
});

test('a word stands where it was cut, without its possessive and with the last dot of an acronym', () => {
  const text = 'In the U.S. Biden’s Élan';
  expect(cutWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'In',
    'the',
    'U.S.',
    'Biden',
    'Élan',
  ]);
});

test('offsets count UTF-16 units also behind an emoji and in a dictionary script', () => {
  const text = '🗞️ 新聞 news';
  expect(cutWords(text).map(({ word, start, end }) => ({ word, start, end }))).toEqual([
    { word: '新聞', start: 4, end: 6 },
    { word: 'news', start: 7, end: 11 },
  ]);
});

test('an endless word is cut between code points', () => {
  expect(indexText('x'.repeat(1000))).toBe('x'.repeat(MAX_WORD));
  expect(indexText(`x${'𐐨'.repeat(200)}`)).toBe(`x${'𐐨'.repeat(MAX_WORD / 2 - 1)}`);
});

test('megabytes without a space neither overflow the matcher nor keep the segmenter busy', () => {
  expect(cutWords('й'.repeat(8_000_000)).length).toBeGreaterThan(1);
  expect(cutWords('字'.repeat(100_000)).length).toBeGreaterThan(1);
}, 20_000);

// What stands around plain words in news, where the plain and the odd meet.
const nearlyPlain = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        ' ',
        '. ',
        ', ',
        '.',
        ',',
        "'",
        '’s',
        '’',
        '“',
        '” ',
        '—',
        '+',
        '#',
        'é',
        'Ö',
        '×',
        'ŉ',
        '\u0301',
      ),
      fc.stringMatching(/^[a-zA-Z0-9]{1,4}$/),
      fc.constantFrom('é'.repeat(700), 'x'.repeat(700), '٣', '5', 'ª'),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

test('looking at characters finds the words that the expression does', () => {
  fc.assert(
    fc.property(fc.oneof(oddText, nearlyPlain), (text) => {
      const spans: [number, number][] = [];
      eachSpan(text, (start, end, kind) => {
        spans.push([start, end]);
        const folded = fold(text.slice(start, end));
        if (kind === SETTLED) expect(folded).toBe(text.slice(start, end).slice(0, MAX_WORD));
        if (kind !== OTHER) expect(folded).not.toBe('');
      });
      const matches = [...text.matchAll(new RegExp(WORD, 'gu'))];
      expect(spans).toEqual(matches.map(({ 0: { length }, index }) => [index, index + length]));
    }),
    runs(5000),
  );
});

test('cutting with and without offsets finds the same words', () => {
  fc.assert(
    fc.property(oddText, (text) => {
      expect(indexText(text)).toBe(
        cutWords(text)
          .map(({ word }) => word)
          .join(' '),
      );
    }),
    runs(2000),
  );
});

test('words come in order, apart from each other, and their slice folds to them', () => {
  fc.assert(
    fc.property(oddText, (text) => {
      let last = 0;
      for (const { word, first, start, end } of cutWords(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(fold(text.slice(start, end))).toBe(word);
        expect(fold(word)).toBe(word);
        expect(first).toBe(word.charCodeAt(0));
        expect(word).not.toMatch(/^$|[\s"\p{C}]/u);
        last = end;
      }
    }),
    runs(2000),
  );
});
