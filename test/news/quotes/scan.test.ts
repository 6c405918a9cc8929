import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/news/quotes/scan.ts';
import { runs } from '../../support/runs.ts';

function words(...paragraphs: string[]): string[] {
  return scan(paragraphs)
    .flat()
    .map(({ paragraph, start, end }) => paragraphs[paragraph]?.slice(start, end) ?? '');
}

describe('scan', () => {
  it.each([
    ['curly', 'He said “we go” and left', ['we go']],
    ['straight', 'He said "we go" and "stay" too', ['we go', 'stay']],
    ['guillemets with spaces', 'Il a dit « nous partons » hier', ['nous partons']],
    ['inverse guillemets', 'Er sagte »wir gehen« gestern', ['wir gehen']],
    ['lone guillemets', 'Il a dit ‹ oui › hier', ['oui']],
    ['low', 'Er sagte „wir gehen“ und „wir bleiben”', ['wir gehen', 'wir bleiben']],
    ['right on both sides', 'Hän sanoi ”me menemme” eilen', ['me menemme']],
    ['corners', '彼は「行く」と言った', ['行く']],
    ['single', 'He said ‘we go’ and left', ['we go']],
    ['single straight', "He said 'we go' and left", ['we go']],
    ['single low', 'Er sagte ‚wir gehen‘ gestern', ['wir gehen']],
    ['after a bracket or a dash', '(“we go”) and—“we stay”', ['we go', 'we stay']],
    ['mixed ends', 'He said “we go" and left', ['we go']],
  ])('finds what stands between marks: %s', (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ['apostrophes', 'The workers’ vote and the boss’s answer weren’t his’'],
    ['straight apostrophes', "The workers' vote and the '90s weren't the boss's"],
    ['elisions', '‘Tis the season, and rock ‘n’ roll'],
    ['inches', 'A 12" pipe and a 5" nail'],
    ['stray marks', 'A stray ” and a » and ’ here'],
    ['nothing inside', 'Marks “” and "" and « » and “…”'],
  ])('takes nothing else for a quotation: %s', (_, text) => {
    expect(words(text)).toEqual([]);
  });

  it('keeps possessives inside single marks', () => {
    expect(words('‘The ministers’ answer wasn’t ours,’ he said')).toEqual([
      'The ministers’ answer wasn’t ours,',
    ]);
  });

  it('leaves nested marks to the outer ones', () => {
    expect(words('“He said ‘no’ and “never” to me,” she said')).toEqual(['He said ‘no’ and “never” to me,']);
    expect(words('"He said "no" to me," she said')).toEqual(['He said "no" to me,']);
    expect(words('„Er sagte ‚nein‘ zu mir“, sagte sie')).toEqual(['Er sagte ‚nein‘ zu mir']);
  });

  it('ends where the paragraph ends if no mark closes it, or where the next quotation opens', () => {
    expect(words('He said “we go', 'And they went.')).toEqual(['we go']);
    expect(words('“We go, he said. “We stay,” she said.')).toEqual(['We go, he said.', 'We stay,']);
  });

  it.each([
    ['“', '”'],
    ['"', '"'],
    ['« ', ' »'],
    ['„', '“'],
    ['‘', '’'],
  ])('goes on where the next paragraph repeats the mark %s', (open, close) => {
    const paragraphs = [`${open}One two.`, `${open}Three.`, `${open}Four.${close} And more.`];
    const spans = scan(paragraphs).flat();
    expect(spans.map(({ continues }) => continues)).toEqual([false, true, true]);
    expect(spans.map(({ paragraph, start, end }) => paragraphs[paragraph]?.slice(start, end))).toEqual([
      paragraphs[0]?.slice(open.length),
      'Three.',
      'Four.',
    ]);
  });

  it('goes on in single marks, whatever is nested', () => {
    expect(words('‘One “two” three.', '‘Four.’')).toEqual(['One “two” three.', 'Four.']);
  });

  it('goes on after French closing marks at the head of a paragraph', () => {
    expect(words('« Un.', '» Deux. »')).toEqual(['Un.', 'Deux.']);
  });

  it('goes on without a repeated mark where the closing one tells so', () => {
    expect(words('“One.', 'Two.” Then three.')).toEqual(['One.', 'Two.']);
  });

  it('gives ordered spans that never overlap and never are empty, whatever the marks are', () => {
    const piece = fc.constantFrom(
      '“',
      '”',
      '„',
      '"',
      '«',
      '»',
      '‹',
      '›',
      '‘',
      '’',
      '‚',
      "'",
      '「',
      '」',
      '『',
      '』',
      ' ',
      '\u00a0',
      'a',
      'B',
      '.',
      ',',
      '—',
      '(',
      ')',
      '7',
      '𝒳',
      's',
      'é',
    );
    const paragraph = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(paragraph, { maxLength: 5 }), (paragraphs) => {
        for (const [index, spans] of scan(paragraphs).entries()) {
          let reached = 0;
          for (const { paragraph: place, from, start, end, to } of spans) {
            expect(place).toBe(index);
            expect(from).toBeGreaterThanOrEqual(reached);
            expect(start).toBeGreaterThanOrEqual(from);
            expect(end).toBeGreaterThan(start);
            expect(to).toBeGreaterThanOrEqual(end);
            expect(to).toBeLessThanOrEqual(paragraphs[index]?.length ?? 0);
            reached = to;
          }
        }
      }),
      runs(1_000),
    );
  });
});
