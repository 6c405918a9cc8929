/** Who is meant by a short name, a pronoun, an office, "it" and "they". */
import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/news/quotes/find.ts';

function speakers(...paragraphs: string[]): (string | null)[] {
  return findQuotes(paragraphs).map(({ speaker }) => speaker);
}

describe('findQuotes: who is meant', () => {
  it('tells a name in full, wherever in the article that stands', () => {
    expect(
      speakers('“We sail,” Reyes said.', 'The harbour was calm.', 'Ana Reyes, the minister, came late.'),
    ).toEqual(['Ana Reyes']);
    expect(
      findQuotes(['“We sail,” Reyes said.', 'Minister Ana Reyes came late.']).map(
        ({ speakerRole }) => speakerRole,
      ),
    ).toEqual(['Minister']);
  });

  it('tells a name without the party or the nation before it', () => {
    expect(speakers('“We sail,” said Republican Ana Reyes.')).toEqual(['Ana Reyes']);
  });

  it('takes whoever is in view for one of two with a family name', () => {
    expect(
      speakers(
        'Tom Arlen opened the pier with his wife, Rosa Arlen.',
        'Tom Arlen stayed until noon.',
        '“We sail,” Arlen said.',
      ),
    ).toEqual(['Tom Arlen']);
  });

  it('tells by the given name whom a pronoun cannot mean', () => {
    expect(speakers('Susan Dale met Peter Holm.', '“We sail,” she said.', '“So do we,” he said.')).toEqual([
      'Susan Dale',
      'Peter Holm',
    ]);
  });

  it('lets whoever was mentioned long ago fade', () => {
    expect(
      speakers(
        'Peter Holm owns the pier.',
        'The pier is old. It leaks. It creaks.',
        'Mark Venn owns the boat.',
        '“We sail,” he said.',
      ),
    ).toEqual(['Mark Venn']);
  });

  it('takes somebody introduced by name and role for who speaks next', () => {
    expect(
      speakers(
        '“No,” said Peter Holm.',
        'Nobody paints boats any more, which is what worries Mark Venn, head of the painters.',
        '“We had colours,” he said.',
      ),
    ).toEqual(['Peter Holm', 'Mark Venn']);
  });

  it('takes nobody who is named only after the pronoun', () => {
    expect(speakers('Peter Holm came.', '“We sail,” he said of Mark Venn.')).toEqual(['Peter Holm']);
  });

  it('knows the owner of a campaign', () => {
    expect(speakers('Ana Reyes’s campaign was short.', '“We sail,” she said.')).toEqual(['Ana Reyes']);
  });

  it('takes an office for its holder, and no question put to one', () => {
    expect(
      speakers(
        'President Tom Arlen came.',
        'A question for the president was refused.',
        '“We sail,” the president said.',
      ),
    ).toEqual(['Tom Arlen']);
  });

  it('takes “it” for what spoke last, and “they” for many', () => {
    expect(speakers('“No boat passes,” the ruling read.', '“None,” it added.')).toEqual(['ruling', 'ruling']);
    expect(speakers('Lawyers for the harbour came.', '“We sail,” they said.')).toEqual([
      'Lawyers for the harbour',
    ]);
    expect(
      speakers('Ana Reyes came.', 'The campaign is short of what they call “a decent boat for all.”'),
    ).toEqual(['campaign']);
  });

  it('learns no names from a headline in capitals', () => {
    expect(
      speakers(
        'Isle Minister Calls Harbour Council Meeting Late',
        'Susan Dale came.',
        '“We sail,” she said.',
      ),
    ).toEqual(['Susan Dale']);
  });

  it.each([
    ['“We sail,” according to the Reyes campaign.', 'Reyes campaign'],
    ['Critics of the IS-5 programme called it “a leaking boat.”', 'Critics of the IS-5 programme'],
    ['“We sail,” said Don Reyes.', 'Don Reyes'],
    ['“We sail,” said Ana Reyes and Tom Arlen.', 'Ana Reyes and Tom Arlen'],
  ])('takes all of a name, and no more: %s', (text, speaker) => {
    expect(speakers(text)).toEqual([speaker]);
  });

  it('gives no role that is none', () => {
    expect(
      findQuotes(['The memorable Ana Reyes said: “We sail.”']).map(({ speakerRole }) => speakerRole),
    ).toEqual([null]);
  });
});
