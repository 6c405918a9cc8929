/** Articles of every manner that a text may be saved in: the bytes of each file, and all that must come out of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/formats/decode.ts';
import { detectFormat } from '../../src/formats/detect.ts';
import { findQuotes } from '../../src/news/quotes/find.ts';
import { pathOf } from '../../src/news/section.ts';

const FOLDER = new URL('../fixtures/text/', import.meta.url);

interface Expected {
  headline: string;
  section: string;
  language: string;
  paragraphs: number;
  byline?: string;
  dateline?: string;
  source?: string;
  /** creator / credit line, date, place. */
  photos?: [string | null, string | null, string | null, number | null][];
  /** paragraph, type, speaker, role, and via where there is one. */
  quotes: [number, 'DIRECT' | 'MIXED', string | null, string | null, string?][];
}

const ARTICLES: Record<string, Expected> = {
  'no-breadcrumb': {
    headline: 'Ferry line to Saltmarsh returns after nine years',
    section: 'news',
    language: 'en',
    paragraphs: 4,
    byline: 'Nora Quill',
    dateline: 'SALTMARSH',
    quotes: [
      [1, 'DIRECT', 'Tomas Arlen', 'harbour master'],
      [1, 'DIRECT', 'Tomas Arlen', 'harbour master'],
      [2, 'MIXED', 'Tomas Arlen', 'harbour master'],
      [3, 'MIXED', 'council', null],
    ],
  },
  'no-photo': {
    headline: 'Village votes to keep its windmill',
    section: 'economy/energy',
    language: 'en',
    paragraphs: 3,
    source: 'The Tarn Valley Courier',
    quotes: [
      [1, 'MIXED', 'Greta Holm', null, 'Reuters'],
      [2, 'DIRECT', 'miller', null],
    ],
  },
  'two-photos': {
    headline: 'Researchers map a river under the ice',
    section: 'news/science',
    language: 'en',
    paragraphs: 3,
    photos: [
      ['Ida Berg', 'AFP', '2021-02-03', null],
      ['Pavel Orr', 'Northlight Images', '2020-01-12', 2],
    ],
    quotes: [
      [2, 'DIRECT', 'Ida Venn', 'geologist at the polar institute'],
      [2, 'MIXED', 'Ida Venn', 'geologist at the polar institute'],
    ],
  },
  'straight-quotes': {
    headline: 'Library opens a room without screens',
    section: 'news/local',
    language: 'en',
    paragraphs: 4,
    source: 'The Dunmore Gazette',
    quotes: [
      [0, 'DIRECT', 'Joan Petty', 'librarian'],
      [2, 'DIRECT', 'Carl Dunmore', 'Mayor'],
      [2, 'DIRECT', 'Carl Dunmore', 'Mayor'],
      [2, 'DIRECT', 'Carl Dunmore', 'Mayor'],
    ],
  },
  'nested-quotes': {
    headline: 'Crew finishes race in a borrowed boat',
    section: 'sport/rowing',
    language: 'en',
    paragraphs: 3,
    photos: [[null, 'Lakeside Press', null, null]],
    quotes: [
      [1, 'DIRECT', 'Lena Forst', 'captain of the crew'],
      [2, 'MIXED', 'Ole Mahr', 'Forst’s trainer'],
    ],
  },
  'long-quote': {
    headline: 'Last letter of a village conductor is read aloud',
    section: 'culture/music',
    language: 'en',
    paragraphs: 6,
    quotes: [
      [1, 'DIRECT', 'Emil Harrow', null],
      [2, 'DIRECT', 'Emil Harrow', null],
      [3, 'DIRECT', 'Emil Harrow', null],
      [4, 'DIRECT', 'Emil Harrow', null],
    ],
  },
  'windows-line-ends': {
    headline: 'Night train to the coast is sold out until May',
    section: 'news/transport',
    language: 'en',
    paragraphs: 3,
    source: 'Railway Observer',
    photos: [[null, 'Mira Sol', '2022-12-09', null]],
    quotes: [
      [1, 'DIRECT', 'Petra Lind', 'spokeswoman'],
      [2, 'MIXED', 'Petra Lind', 'spokeswoman'],
    ],
  },
  'windows-1252': {
    headline: 'Café owners ask for longer evenings',
    section: 'news/food',
    language: 'en',
    paragraphs: 3,
    quotes: [[1, 'DIRECT', 'Renée Müller', null]],
  },
  german: {
    headline: 'Radweg am Fluss wird nach dem Hochwasser breiter',
    section: 'nachrichten/verkehr',
    language: 'de',
    paragraphs: 4,
    byline: 'Jonas Feld',
    photos: [['Klara Wendt', 'dpa', '2022-04-07', null]],
    quotes: [
      [1, 'DIRECT', 'Ulla Brandner', 'Bürgermeisterin'],
      [1, 'DIRECT', 'Ulla Brandner', 'Bürgermeisterin'],
      [2, 'MIXED', 'Heiko Lamm', null],
      [3, 'DIRECT', 'Ulla Brandner', 'Bürgermeisterin'],
    ],
  },
  french: {
    headline: 'Les pêcheurs du lac demandent un répit pour les truites',
    section: 'actualites/environnement',
    language: 'fr',
    paragraphs: 4,
    byline: 'Odile Marchand',
    photos: [[null, 'Luc Ferrand', '2021-05-14', null]],
    quotes: [
      [1, 'DIRECT', 'Anne Delorme', 'présidente de l’association des pêcheurs', 'AFP'],
      [2, 'DIRECT', 'Anne Delorme', 'présidente de l’association des pêcheurs'],
      [3, 'MIXED', 'maire', null],
    ],
  },
  spanish: {
    headline: 'Un pueblo de montaña apaga sus farolas para ver las estrellas',
    section: 'noticias/ciencia',
    language: 'es',
    paragraphs: 4,
    photos: [['Elena Prados', 'EFE', '2022-08-03', null]],
    quotes: [
      [1, 'DIRECT', 'Carmen Toral', 'alcaldesa', 'Efe'],
      [2, 'DIRECT', 'Carmen Toral', 'alcaldesa'],
      [3, 'MIXED', 'Carmen Toral', 'alcaldesa'],
    ],
  },
  japanese: {
    headline: '山の小さな駅に新しい図書室が開く',
    section: 'niyusu/deyu',
    language: 'ja',
    paragraphs: 3,
    quotes: [[1, 'DIRECT', '駅長の森川さん', null]],
  },
  chinese: {
    headline: '海边小镇重新开放灯塔',
    section: 'xinwen/defang',
    language: 'zh',
    paragraphs: 3,
    quotes: [[1, 'DIRECT', '镇长林海', null]],
  },
  'one-paragraph-a-line': {
    headline: 'First snow closes the pass road',
    section: 'news/weather',
    language: 'en',
    paragraphs: 3,
    byline: 'Ivo Stark',
    quotes: [[1, 'DIRECT', 'Bea Kranz', 'head of the road service']],
  },
  'soft-wrapped': {
    headline: 'Dockers build a playground out of crates',
    section: 'news/harbour',
    language: 'en',
    paragraphs: 3,
    quotes: [
      [1, 'DIRECT', 'Samir Oud', 'crane driver'],
      [1, 'MIXED', 'port', null],
    ],
  },
  'single-quotes': {
    headline: "Shepherds' strike ends with a new wolf fence",
    section: 'news/farming',
    language: 'en',
    paragraphs: 3,
    quotes: [
      [0, 'DIRECT', 'Alan Moor', "shepherds' spokesman"],
      [2, 'DIRECT', 'Alan Moor', "shepherds' spokesman"],
    ],
  },
};

function read(name: string) {
  const text = decode(readFileSync(new URL(`${name}.txt`, FOLDER)));
  const format = detectFormat(text);
  expect(format.name).toBe('text');
  const { articles, refused } = format.read(text);
  expect(refused).toEqual([]);
  expect(articles).toHaveLength(1);
  const [article] = articles;
  if (article === undefined) throw new Error('No article.');
  return article;
}

describe('the articles under test/fixtures/text', () => {
  it('are all in the table', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));
    expect(files.toSorted()).toEqual(
      Object.keys(ARTICLES)
        .map((name) => `${name}.txt`)
        .toSorted(),
    );
  });

  it.each(Object.entries(ARTICLES))('%s', (name, expected) => {
    const article = read(name);
    const paragraphs = article.blocks.map(({ text }) => text);
    const quotes = findQuotes(paragraphs);
    expect({
      headline: article.headline,
      section: pathOf(article.section),
      language: article.language,
      paragraphs: paragraphs.length,
      byline: article.byline ?? undefined,
      dateline: article.dateline ?? undefined,
      source: article.source ?? undefined,
      photos: article.photos.map(({ creator, creditLine, dateCreated, paragraph }) => [
        creator,
        creditLine,
        dateCreated === null ? null : new Date(dateCreated).toISOString().replace('T00:00:00.000Z', ''),
        paragraph,
      ]),
      quotes: quotes.map(({ paragraph, type, speaker, speakerRole, via }) =>
        via === null ? [paragraph, type, speaker, speakerRole] : [paragraph, type, speaker, speakerRole, via],
      ),
    }).toEqual({
      photos: [],
      byline: undefined,
      dateline: undefined,
      source: undefined,
      ...expected,
    });
    for (const { text, paragraph, start, end } of quotes) {
      expect(paragraphs[paragraph]?.slice(start, end)).toBe(text);
    }
  });

  it('keep their words: nested marks, soft line ends, Windows-1252', () => {
    const textOf = (name: string) =>
      findQuotes(read(name).blocks.map(({ text }) => text)).map(({ text }) => text);
    expect(textOf('nested-quotes')).toEqual([
      'The umpire looked at us and said ‘You have four minutes’ and walked away,',
      'the word ‘impossible’ was not in the rules.',
    ]);
    expect(textOf('soft-wrapped')[1]).toBe('a surprise, and a good one.');
    expect(textOf('single-quotes')[1]).toBe('We didn’t wait for the ministers’ answer,');
    expect(read('windows-1252').blocks[2]?.text).toBe(
      'The town’s answer costs €40: that is the price of the form.',
    );
  });
});
