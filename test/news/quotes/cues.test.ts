/** Which words report, and whose they are. */
import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/news/quotes/find.ts';

/** speaker | cue of each quote. */
function told(...paragraphs: string[]): string[] {
  return findQuotes(paragraphs).map(({ speaker, cue }) => `${speaker ?? '–'} | ${cue ?? '–'}`);
}

describe('findQuotes: reporting words', () => {
  it.each([
    [
      'after an auxiliary',
      'He’s claiming the port is “wide open at night,” and so is Ana Reyes.',
      '– | claiming',
    ],
    ['in the plural', 'Critics call the pier “the longest mistake of the isle.”', 'Critics | call'],
    ['of two', 'Ana Reyes and Tom Arlen call the pier “a long mistake.”', 'Ana Reyes and Tom Arlen | call'],
    ['a second verb', 'Ana Reyes likes boats and calls people “landlubbers.”', 'Ana Reyes | calls'],
    [
      'before that',
      'A page on the harbour’s website states that boats are “welcome at any hour.”',
      'page | states',
    ],
    ['of what is believed', 'Ana Reyes believes that the tide is “a good friend.”', 'Ana Reyes | believes'],
    ['of what touches the quote', '“We sail,” the letter read.', 'letter | read'],
    ['that characterise', 'Tom Arlen rated four piers of ten as “fit for boats.”', 'Tom Arlen | rated'],
    ['of two words', '“Not with my boat,” Tom Arlen shot back.', 'Tom Arlen | shot back'],
    ['that double a letter', 'Tom Arlen slammed the plan as “a leaking boat.”', 'Tom Arlen | slammed'],
    ['of writing', 'In the log, Tom Arlen scrawled: “We are lost.”', 'Tom Arlen | scrawled'],
    ['at the head', 'Said Tom Arlen: “We never sailed.”', 'Tom Arlen | Said'],
  ])('%s: %s', (_, text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['a noun', 'After calls from the pier, Ana Reyes said the boat was “on its way at last.”'],
    ['of a party', 'Green claims are many; Ana Reyes said most are “as empty as nets.”'],
    ['after a preposition', 'To chants of “Sail on, sail on, captain!” a boat came, said Ana Reyes.'],
    ['a comparison', 'Ana Reyes said, compared to last year, boats are “twice as many as nets.”'],
    ['of the clause within', 'Ana Reyes said the storm of last week demands that all “stay in the port.”'],
    ['of one of many', 'Ana Reyes said anybody who complains about boats “should learn to swim.”'],
  ])('no reporting word: %s: %s', (_, text) => {
    expect(findQuotes([text]).map(({ speaker }) => speaker)).toEqual(['Ana Reyes']);
  });

  it.each([
    [
      'a name between two asides',
      '“We sail,” Ana Reyes, the harbour minister of the Isle, one of three, said on Monday.',
      'Ana Reyes | said',
    ],
    [
      'footage of somebody',
      'The film shows footage of Ana Reyes asking, “Do we sail at noon?”',
      'Ana Reyes | asking',
    ],
    [
      'not somebody told of in passing',
      'Tom Arlen was cross with a man who said he sailed, saying, “He never did.”',
      'Tom Arlen | saying',
    ],
    [
      'after a long opening clause',
      'When the boats of the far isles came back into the old harbour of the town, Tom Arlen called them “brave.”',
      'Tom Arlen | called',
    ],
    [
      'a participle before its sentence',
      'Ana Reyes sailed. After saying her foot was “too swollen for any boot,” she left.',
      'Ana Reyes | saying',
    ],
    [
      'who in May said',
      'The mayor met Tom Arlen, now the master, who in May said boats were “for fools.”',
      'Tom Arlen | said',
    ],
    [
      'groups with a verb',
      'Several harbour groups granted Mr. Arlen a day, saying his boat was “of no use at all.”',
      'harbour groups | saying',
    ],
    ['a document', '“No boat shall pass,” said the ruling.', 'ruling | said'],
    [
      'the owner of words',
      'Ana Reyes’s claim that boats are “the only way out” was doubted.',
      'Ana Reyes | claim',
    ],
    ['a figure in the title', '“He never came back,” said 7/7 widow Terry Dale.', 'Terry Dale | said'],
  ])('tells whose they are: %s', (_, text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it('tells a publisher from whom it quotes', () => {
    const [quote] = findQuotes([
      'According to Reuters, spokesman Tom Arlen said on Friday that “the boat is lost.”',
    ]);
    expect(quote).toMatchObject({ speaker: 'Tom Arlen', via: 'Reuters' });
  });
});

describe('findQuotes: reporting words of other languages', () => {
  it.each([
    ['„Wir fahren um zwölf“, sagte Ana Reyes der dpa.', 'Ana Reyes | – | sagte | dpa'],
    ['„Wir fahren“, so der Sprecher weiter.', 'Sprecher | – | so | –'],
    [
      'Nach Angaben von Ana Reyes ist der Hafen „weit offen bei Nacht“.',
      'Ana Reyes | – | Nach Angaben von | –',
    ],
    ['»Wir fahren«, erklärte Hafenmeister Jonas Feld.', 'Jonas Feld | Hafenmeister | erklärte | –'],
    [
      '« Nous partons », a indiqué à l’AFP Ana Reyes, la ministre du port.',
      'Ana Reyes | ministre du port | a indiqué | AFP',
    ],
    ['Le maire Luc Ferrand a dénoncé « une honte pour le port ».', 'Luc Ferrand | maire | a dénoncé | –'],
    ['«Nos vamos», dijo a Efe la alcaldesa Carmen Toral.', 'Carmen Toral | alcaldesa | dijo | Efe'],
    ['“Nos vamos”, explicó Toral en declaraciones a Reuters.', 'Toral | – | explicó | Reuters'],
  ])('%s', (text, expected) => {
    expect(
      findQuotes([text]).map(({ speaker, speakerRole, cue, via }) =>
        [speaker, speakerRole, cue, via].map((part) => part ?? '–').join(' | '),
      ),
    ).toEqual([expected]);
  });

  it('within French marks', () => {
    const quotes = findQuotes([
      'Ana Reyes, la ministre du port, est venue.',
      '« Nous partons, a-t-elle ajouté, dès midi. »',
    ]);
    expect(quotes).toMatchObject([{ speaker: 'Ana Reyes', cue: 'a-t-elle ajouté' }]);
  });
});
