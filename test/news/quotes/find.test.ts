import { describe, expect, it } from 'vitest';
import { findQuotes } from '../../../src/news/quotes/find.ts';

/** speaker | role | cue | via of each quote. */
function told(...paragraphs: string[]): string[] {
  return findQuotes(paragraphs).map(({ speaker, speakerRole, cue, via }) =>
    [speaker, speakerRole, cue, via].map((part) => part ?? '–').join(' | '),
  );
}

function types(text: string): string[] {
  return findQuotes([text]).map(({ type }) => type);
}

describe('findQuotes: who speaks', () => {
  it.each([
    ['“We sail,” said Ana Reyes.', 'Ana Reyes | – | said | –'],
    ['“We sail,” Ana Reyes said.', 'Ana Reyes | – | said | –'],
    ['“We sail,” Ana Reyes said on Monday.', 'Ana Reyes | – | said | –'],
    ['Ana Reyes said: “We sail.”', 'Ana Reyes | – | said | –'],
    ['Ana Reyes also said that the port was “wide open.”', 'Ana Reyes | – | said | –'],
    ['On Monday, Ana Reyes told sailors the port was “wide open.”', 'Ana Reyes | – | told | –'],
    ['The port is “wide open,” according to Ana Reyes.', 'Ana Reyes | – | according to | –'],
    ['According to Ana Reyes, the port is “wide open.”', 'Ana Reyes | – | According to | –'],
    ['“Do we sail?” Ana Reyes asked.', 'Ana Reyes | – | asked | –'],
    ['Ana Reyes praised the crew, adding that it was “wide awake.”', 'Ana Reyes | – | adding | –'],
    ['“We sail.” — Ana Reyes', 'Ana Reyes | – | – | –'],
    ['The port was described by Ana Reyes as “wide open at night.”', 'Ana Reyes | – | described | –'],
    ['“We sail,” said Leonard van der Meer.', 'Leonard van der Meer | – | said | –'],
    ['“We sail,” said Mr. Reyes.', 'Reyes | – | said | –'],
    ['“We sail,” police said.', 'police | – | said | –'],
    [
      '“We sail,” said a spokeswoman for the harbour ministry.',
      'spokeswoman for the harbour ministry | – | said | –',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['“We sail,” said Ana Reyes, the harbour minister.', 'Ana Reyes | harbour minister'],
    ['Ana Reyes, the harbour minister, said: “We sail.”', 'Ana Reyes | harbour minister'],
    ['Ana Reyes, 47, a ship owner, said: “We sail.”', 'Ana Reyes | ship owner'],
    ['The harbour minister, Ana Reyes, said: “We sail.”', 'Ana Reyes | harbour minister'],
    ['“We sail,” said harbour minister Ana Reyes.', 'Ana Reyes | harbour minister'],
    ['“We sail,” said Prime Minister Ana Reyes.', 'Ana Reyes | Prime Minister'],
    ['“We sail,” Isle President Ana Reyes said.', 'Ana Reyes | Isle President'],
    ['“We sail,” said Secretary of State Ana Reyes.', 'Ana Reyes | Secretary of State'],
    ['Sen. Ana Reyes (Isle), a member of the harbour panel, said: “We sail.”', 'Ana Reyes | Sen.'],
  ])('tells the role: %s', (text, expected) => {
    expect(told(text).map((line) => line.split(' | ').slice(0, 2).join(' | '))).toEqual([expected]);
  });

  it.each([
    ['“We sail,” Ana Reyes told Reuters.', 'Reuters'],
    ['“We sail,” Ana Reyes told the Harbour Post.', 'Harbour Post'],
    ['“We sail,” Ana Reyes said in an interview with Reuters.', 'Reuters'],
    ['Ana Reyes said the port was “wide open,” IBN state news agency reported on Sunday.', 'IBN'],
    ['Ana Reyes said the port was “wide open,” the Harbour newspaper reported.', 'Harbour'],
    ['“We sail,” Ana Reyes told reporters.', '–'],
  ])('tells who reported it first: %s', (text, via) => {
    const [line] = told(text);
    expect(line?.split(' | ')[0]).toBe('Ana Reyes');
    expect(line?.split(' | ')[3]).toBe(via);
  });

  it('takes a publisher for the speaker where nobody else speaks', () => {
    expect(told('The port is “wide open,” the Harbour Post wrote.')).toEqual([
      'Harbour Post | – | wrote | –',
    ]);
  });

  it('tells a surname, a pronoun and an office by who was mentioned', () => {
    expect(
      told(
        'Ana Reyes, the harbour minister, opened the pier.',
        '“We sail,” Reyes said.',
        '“At noon,” she added.',
        '“Or later,” the minister said.',
      ),
    ).toEqual([
      'Ana Reyes | harbour minister | said | –',
      'Ana Reyes | harbour minister | added | –',
      'Ana Reyes | harbour minister | said | –',
    ]);
  });

  it('takes spokesman, spokeswoman and spokesperson for one office', () => {
    expect(
      told(
        'The Isle’s harbour ministry spokesman said the port was “wide open.”',
        '“We sail,” the spokesperson added.',
      ),
    ).toEqual([
      'Isle’s harbour ministry spokesman | – | said | –',
      'Isle’s harbour ministry spokesman | – | added | –',
    ]);
  });

  it('takes a pronoun for nobody of the other gender', () => {
    expect(told('Mr. Tom Arlen met Mrs. Ana Reyes.', '“We sail,” she said.', '“So do we,” he said.')).toEqual(
      ['Ana Reyes | – | said | –', 'Tom Arlen | – | said | –'],
    );
  });

  it('leaves the speaker open where nobody can be told', () => {
    expect(told('“We sail,” he said.')).toEqual(['– | – | said | –']);
    expect(told('“The whole harbour sails at noon.”')).toEqual(['– | – | – | –']);
  });

  it('goes on with the speaker after and before the reporting sentence', () => {
    expect(told('“We sail,” said Ana Reyes. “We always did.”')).toEqual([
      'Ana Reyes | – | said | –',
      'Ana Reyes | – | – | –',
    ]);
    expect(told('“We always did.” “We sail,” said Ana Reyes.')).toEqual([
      'Ana Reyes | – | said | –',
      'Ana Reyes | – | said | –',
    ]);
    expect(told('Ana Reyes had one wish:', '“We must sail at noon.”')).toEqual(['Ana Reyes | – | – | –']);
  });

  it('gives a quotation over several paragraphs to one speaker', () => {
    expect(
      told('“We sail at noon,” said Ana Reyes. “We come back.', '“We always did.', '“We shall.”'),
    ).toEqual([
      'Ana Reyes | – | said | –',
      'Ana Reyes | – | – | –',
      'Ana Reyes | – | – | –',
      'Ana Reyes | – | – | –',
    ]);
  });

  it.each([
    ['„Wir fahren“, sagte Ministerin Ana Reyes.', 'Ana Reyes | Ministerin | sagte | –'],
    ['Ana Reyes sagte: „Wir fahren.“', 'Ana Reyes | – | sagte | –'],
    ['Am Montag sagte Ana Reyes: „Wir fahren.“', 'Ana Reyes | – | sagte | –'],
    ['„Wir fahren“, so Ana Reyes.', 'Ana Reyes | – | so | –'],
    ['Laut Ana Reyes ist der Hafen „weit offen bei Nacht“.', 'Ana Reyes | – | Laut | –'],
    ['« Nous partons », a déclaré Ana Reyes.', 'Ana Reyes | – | a déclaré | –'],
    ['« Nous partons », affirme la ministre Ana Reyes.', 'Ana Reyes | ministre | affirme | –'],
    ['Selon Ana Reyes, le port est « grand ouvert ».', 'Ana Reyes | – | Selon | –'],
    ['D’après Ana Reyes, le port est « grand ouvert ».', 'Ana Reyes | – | D’après | –'],
    ['“Nos vamos”, afirmó la ministra Ana Reyes.', 'Ana Reyes | ministra | afirmó | –'],
    ['Según Ana Reyes, el puerto está “abierto de par en par”.', 'Ana Reyes | – | Según | –'],
    ['林海表示：“我们今天出海。”', '林海 | – | 表示 | –'],
    ['林海は「今日、船を出す」と述べた。', '林海 | – | 述べた | –'],
    ['林海報によると、森川さんは「今日、船を出す」と述べた。', '森川さん | – | 述べた | 林海報'],
  ])('in other languages: %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });
});

describe('findQuotes: what a quote is', () => {
  it.each([
    ['“We sail at noon,” said Ana Reyes.', ['DIRECT']],
    ['“We sail at noon.”', ['DIRECT']],
    ['Ana Reyes said, “We sail at noon.”', ['DIRECT']],
    ['“We sail,” said Ana Reyes, “at noon.”', ['DIRECT', 'DIRECT']],
    ['„Wir fahren um zwölf“, sagte Ana Reyes.', ['DIRECT']],
    ['« Nous partons à midi », a dit Ana Reyes.', ['DIRECT']],
    ['Ana Reyes said the port was “wide open at noon.”', ['MIXED']],
    ['Ana Reyes called the port a “Gate of the North,” which it is not.', ['MIXED']],
    ['The “danger from the north” is over, Ana Reyes said.', ['MIXED']],
  ])('%s', (text, expected) => {
    expect(types(text)).toEqual(expected);
  });

  it.each([
    ['a term', 'The so-called “quiet pass” costs nothing.'],
    ['a scare quote', 'An ‘Isle NATO’ is in the making.'],
    ['a nickname', 'Ana “Storm” Reyes said nothing, Tom Arlen said.'],
    ['a show', 'Ana Reyes spoke on “The Morning Hour” about what she said.'],
    ['a film', 'The film “A Pier of One’s Own” won, Ana Reyes said.'],
    ['an empty pair', 'Ana Reyes said “” and “…”'],
  ])('leaves out %s', (_, text) => {
    expect(findQuotes([text])).toEqual([]);
  });

  it('gives the words without marks, at their place', () => {
    expect(findQuotes(['Nothing here.', 'Elle a dit : «\u00a0Nous partons à midi.\u00a0»'])).toMatchObject([
      { text: 'Nous partons à midi.', paragraph: 1, start: 15, end: 35 },
    ]);
  });
});
