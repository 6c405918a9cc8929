import { describe, expect, it } from 'vitest';
import { creditAtEnd, creditOf, dateIn } from '../../src/formats/caption.ts';

describe('creditOf', () => {
  it.each([
    ['Photo by AFP', 'AFP', null],
    ['Photo by Jane Roe/AFP', 'AFP', 'Jane Roe'],
    ['Photo: Reuters', 'Reuters', null],
    ['AP Photo/Jane Roe', 'AP', 'Jane Roe'],
    ['Reuters/Jane Roe', 'Reuters', 'Jane Roe'],
    ['Jane Roe/Pool/AFP', 'Pool/AFP', 'Jane Roe'],
    ['Photograph: Jane Roe/Northlight', 'Northlight', 'Jane Roe'],
    ['Image: Lakeside Press', 'Lakeside Press', null],
    ['Foto: Klara Wendt/dpa', 'dpa', 'Klara Wendt'],
    ['Photo credit: Harbour Museum Trust of Saltmarsh', 'Harbour Museum Trust of Saltmarsh', null],
    ['Photo by Jane Roe for The Harbour Post', 'The Harbour Post', 'Jane Roe'],
    ['Photo courtesy of Harbour Trust', 'Harbour Trust', null],
    ['Photo: Jane Roe, AFP', 'AFP', 'Jane Roe'],
    ['Photo by Jane Roe', 'Jane Roe', 'Jane Roe'],
    ['Photo: Jane Roe', 'Jane Roe', null],
    ['File photo', null, null],
    ['AFP', 'AFP', null],
  ])('“%s” → %s, %s', (words, creditLine, creator) => {
    expect(creditOf(words)).toEqual({ creditLine, creator });
  });

  it.each([
    'in the middle',
    'Harbour Council',
    'the photo was lost',
    'Photo: the boat at noon',
    '2019',
    'left/right',
  ])('“%s” is no credit', (words) => {
    expect(creditOf(words)).toBeNull();
  });
});

describe('creditAtEnd', () => {
  it('takes the credit out of the caption', () => {
    expect(creditAtEnd('A boat (left) at noon. (Photo by AFP)')).toEqual({
      rest: 'A boat (left) at noon.',
      creditLine: 'AFP',
      creator: null,
    });
    expect(creditAtEnd('A boat at noon. Photograph: Jane Roe/Northlight')?.rest).toBe('A boat at noon.');
    expect(creditAtEnd('A boat at noon | Foto: Klara Wendt/dpa')?.rest).toBe('A boat at noon');
  });

  it('leaves paragraphs alone that end in other brackets or speak of photos', () => {
    expect(creditAtEnd('The boat was late (again).')).toBeNull();
    expect(creditAtEnd('She kept one thing: the photo.')).toBeNull();
    expect(
      creditAtEnd('The exhibition shows three things. Photos: how they were made, and why they last'),
    ).toBeNull();
  });

  it('takes no time that grows with the square of the text', () => {
    const started = performance.now();
    creditAtEnd('('.repeat(2_000_000));
    creditAtEnd(`${' '.repeat(2_000_000)}x)`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('dateIn', () => {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`);

  it.each([
    ['en', 'on the pier, on June 9, 2021.', '2021-06-09'],
    ['en', 'on 3 February 2021', '2021-02-03'],
    ['en', 'Built on May 1, 1950, and seen on July 2, 2023', '2023-07-02'],
    ['de', 'begannen am 7. April 2022.', '2022-04-07'],
    ['fr', 'le 14 mai 2021', '2021-05-14'],
    ['es', 'el 3 de agosto de 2022', '2022-08-03'],
    ['en', 'taken 2020-01-12', '2020-01-12'],
  ])('%s: “%s” → %s', (language, text, date) => {
    expect(dateIn(text, language)).toBe(day(date));
  });

  it.each(['on Monday', 'yesterday', 'three days ago', 'in June 2022', 'June 29', 'in 2022', 'at 20:22'])(
    '“%s” is no calendar day with a year',
    (text) => {
      expect(dateIn(text, 'en')).toBeNull();
    },
  );
});
