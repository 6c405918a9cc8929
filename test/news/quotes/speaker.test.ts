import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameSpeaker, speakerName } from '../../../src/news/quotes/speaker.ts';
import { runs } from '../../support/runs.ts';

function isSame(one: string, other: string): boolean {
  return isSameSpeaker(speakerName(one), speakerName(other));
}

describe('one speaker by many names', () => {
  it.each([
    ['Biden', 'Joe Biden'],
    ['Biden', 'US President Joe Biden'],
    ['joe biden', 'U.S. President Joe Biden'],
    ['Joseph R. Biden Jr.', 'JOE BIDEN'],
    ['Mr. Biden', 'President Biden'],
    ['Reyes', 'Prime Minister José Reyes'],
    ['Jose Reyes', 'José Reyes'],
    ['van der Meer', 'Leonard van der Meer'],
    ['Assad', 'Bashar al-Assad'],
    ['O’Neill', "Tip O'Neill"],
    ['T. O’Neill', 'Tip O’Neill'],
    ['Müller', 'Präsidentin Anna Muller'],
    ['the White House', 'White House'],
    ['Secretary of State Ana Reyes', 'Reyes'],
    ['金正恩', '金正恩'],
  ])('%s is %s', (one, other) => {
    expect(isSame(one, other)).toBe(true);
    expect(isSame(other, one)).toBe(true);
  });

  it.each([
    ['Joe Biden', 'Jill Biden'],
    ['Ana Reyes', 'Ana Dale'],
    ['White House', 'House'],
    ['spokesman for the harbour', 'spokesman for the port'],
    ['Harbour Council', 'Town Council'],
    ['', ''],
    ['—', '“”'],
  ])('%s is not %s', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });

  it('tells the family name and the given one in its long form', () => {
    expect(speakerName('Gov. Mike Holm (R-Isle)')).toEqual({ family: 'holm', given: 'michael' });
    expect(speakerName('spokeswoman for the harbour ministry')).toEqual({
      family: 'spokeswoman for the harbour ministry',
      given: '',
    });
  });

  it('takes any text, whatever its case, and everybody with a word for the same as themselves', () => {
    const word = fc.constantFrom(
      'Ana ',
      'REYES ',
      'the ',
      'minister ',
      'of ',
      'al-',
      '’',
      '“',
      ', ',
      'é',
      '金',
      'Jr. ',
      '\u0301',
      'ß',
      '𝒳 ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (name) => {
        const told = speakerName(name);
        expect(isSameSpeaker(told, speakerName(name))).toBe(told.family !== '');
      }),
      runs(500),
    );
    expect(speakerName('ana reyes')).toEqual(speakerName('ANA REYES'));
  });
});
