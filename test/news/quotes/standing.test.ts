/** Where the words of quotes stand in a body that has changed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/news/quotes/find.ts';
import type { QuotePlace } from '../../../src/news/quotes/quote.ts';
import { type Place, standingOf } from '../../../src/news/quotes/standing.ts';
import { runs } from '../../support/runs.ts';

function placeOf(paragraphs: readonly string[], text: string, nth = 0): QuotePlace {
  const places = paragraphs.flatMap((words, paragraph) =>
    [...words.matchAll(new RegExp(text, 'g'))].map(({ index }) => ({
      text,
      paragraph,
      start: index,
      end: index + text.length,
    })),
  );
  const place = places[nth];
  if (place === undefined) throw new Error(`${text} does not stand there`);
  return place;
}

/** Of quotes that a person has spoken on. */
function standing(
  quotes: readonly QuotePlace[],
  before: readonly string[],
  after: readonly string[],
): (Place | null)[] {
  const sought = quotes.map((quote) => ({ quote, isSure: true }));
  return standingOf(sought, { before, after }, findQuotes(after));
}

const where = ({ paragraph, start, end }: Place) => ({ paragraph, start, end });

describe('standingOf', () => {
  const yes = ['Ana Reyes came. “Yes,” she said.', 'Tom Arlen came late. “Yes,” he said.'];

  it.each([
    ['moved down by a paragraph', ['It rained.', ...yes]],
    ['with words before them', ['All day, yes, it rained. ' + yes[0], yes[1] ?? '']],
    ['in another order', yes.toReversed()],
  ])('finds each of two that said the same: %s', (_how, after) => {
    const quotes = [placeOf(yes, 'Yes,', 0), placeOf(yes, 'Yes,', 1)];
    const places = standing(quotes, yes, after);
    expect(places.map((place) => after[place?.paragraph ?? -1]?.slice(0, place?.start))).toEqual([
      expect.stringMatching(/Ana Reyes came. “$/),
      expect.stringMatching(/Tom Arlen came late. “$/),
    ]);
  });

  it('does not take what another said for what is gone', () => {
    const [first, second] = [placeOf(yes, 'Yes,', 0), placeOf(yes, 'Yes,', 1)];
    expect(standing([first, second], yes, yes.slice(1))).toEqual([null, { ...where(second), paragraph: 0 }]);
  });

  it('takes quoted words before others, and whole words only', () => {
    const before = ['He called it “fine” and left.'];
    const fine = placeOf(before, 'fine');
    const after = ['It was fine, finely said.', 'Later he called it “fine”.'];
    expect(standing([fine], before, after)).toEqual([where(placeOf(after, 'fine', 2))]);
    expect(standing([fine], before, ['He called it fine.'])).toEqual([{ paragraph: 0, start: 13, end: 17 }]);
    expect(standing([fine], before, ['He was confined, finely.'])).toEqual([null]);
  });

  it('leaves words where they stood in a paragraph that is the same, though others like them are quoted there', () => {
    const before = ['He said “fine” fine.'];
    const fine = placeOf(before, 'fine', 1);
    expect(standing([fine], before, before)).toEqual([where(fine)]);
    expect(standing([fine], before, ['New.', ...before])).toEqual([{ ...where(fine), paragraph: 1 }]);
  });

  it('leaves words that cut others where they stand', () => {
    const before = ['A friend.'];
    const end = placeOf(before, 'end');
    expect(standing([end], before, ['No word.', ...before])).toEqual([{ ...where(end), paragraph: 1 }]);
  });

  it('leaves all where nothing has changed, and gives only places of the words, none over another', () => {
    const word = fc.constantFrom('“', '”', 'we ', 'sail', ' ', 'sail,', 'é', '金', '𝒳', '.', 'said ');
    const paragraph = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    const body = fc.array(paragraph, { maxLength: 5 });
    const cut = (texts: readonly string[]) =>
      fc
        .array(fc.tuple(fc.nat(9), fc.nat(20), fc.integer({ min: 1, max: 8 })), { maxLength: 5 })
        .map((cuts) =>
          cuts.flatMap(([at, start, length]): QuotePlace[] => {
            const text = texts[at]?.slice(start, start + length) ?? '';
            return text === '' ? [] : [{ text, paragraph: at, start, end: start + text.length }];
          }),
        );
    const apart = (quotes: readonly Place[]) =>
      quotes.every((one, index) =>
        quotes
          .slice(index + 1)
          .every(
            (other) => one.paragraph !== other.paragraph || one.end <= other.start || other.end <= one.start,
          ),
      );
    fc.assert(
      fc.property(
        body.chain((before) => fc.tuple(fc.constant(before), body, cut(before))),
        ([before, after, cuts]) => {
          const quotes = cuts.filter((_, index) => apart(cuts.slice(0, index + 1)));
          expect(standing(quotes, before, before)).toEqual(quotes.map(where));
          const places = standing(quotes, before, after);
          places.forEach((place, index) => {
            if (place === null) return;
            expect(after[place.paragraph]?.slice(place.start, place.end)).toBe(quotes[index]?.text);
          });
          expect(apart(places.filter((place) => place !== null))).toBe(true);
        },
      ),
      runs(500),
    );
  });

  it('takes no long time over a thousand of the same words', () => {
    const body = Array.from(
      { length: 2_000 },
      (_, index) => `${'It rained. '.repeat(40)}“Yes,” said ${index}.`,
    );
    const quotes = findQuotes(body);
    expect(quotes).toHaveLength(2_000);
    const began = performance.now();
    expect(standing(quotes, body, ['New.', ...body])).toEqual(
      quotes.map((quote) => ({ ...where(quote), paragraph: quote.paragraph + 1 })),
    );
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
