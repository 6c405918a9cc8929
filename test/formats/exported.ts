/** An article with everything that a format may have to write. */
import type { ExportedArticle } from '../../src/formats/exported-article.ts';
import { EMPTY_ARTICLE } from '../../src/news/article.ts';
import { type Block, paragraph } from '../../src/news/block.ts';
import { EMPTY_PHOTO } from '../../src/news/photo.ts';

const QUOTED = '“The lamp never wanted to be dark,” keeper Jon Vane said.';

export const FULL: ExportedArticle = {
  ...EMPTY_ARTICLE,
  slug: 'lamp-of-ondrey-lit-again',
  headline: 'Lamp of Ondrey lit again',
  section: [
    { slug: 'news', name: 'News' },
    { slug: 'coast', name: 'Coast' },
  ],
  blocks: [
    paragraph(QUOTED),
    { kind: 'HEADING', text: 'What comes next', level: 2, marks: [] },
    item('NUMBERED_ITEM', 1, 'Oil'),
    item('LIST_ITEM', 2, 'of whales, never again'),
    item('NUMBERED_ITEM', 1, 'Glass'),
    {
      ...paragraph('All of it is paid for.'),
      marks: [{ kind: 'LINK', start: 0, end: 3, url: 'https://lamps.example/all' }],
    },
  ],
  description: 'Forty years of dark are over.',
  byline: 'Mira Tallow',
  dateline: 'ONDREY',
  language: 'en-GB',
  keywords: ['lighthouses', 'sea'],
  urgency: 2,
  source: 'Coast Wire',
  sourceId: 'cw-7',
  copyrightNotice: '© 2031 Coast Wire',
  usageTerms: 'Not for resale.',
  editorialNote: 'Check the name.',
  publishedAt: Date.parse('2031-03-03T18:00:00Z'),
  embargoedUntil: Date.parse('2031-03-03T17:00:00Z'),
  photos: [
    {
      ...EMPTY_PHOTO,
      sinceVersion: 1,
      url: '/photos/lamp.svg',
      caption: 'The lamp on Monday.',
      altText: 'A lamp in a tower.',
      creditLine: 'Coast Wire',
      creator: 'Ida Reed',
      dateCreated: Date.parse('2031-03-03T12:00:00Z'),
      locationShown: 'Ondrey',
      personsShown: ['Jon Vane'],
      copyrightNotice: '© Ida Reed',
      usageTerms: 'With the article only.',
      width: 1200,
      height: 801,
      focalPoint: { x: 0.5, y: 0.25 },
    },
    { ...EMPTY_PHOTO, sinceVersion: 2, caption: 'The oil store.', creditLine: 'Coast Wire', paragraph: 2 },
  ],
  quotes: [
    {
      text: QUOTED.slice(1, 34),
      type: 'DIRECT',
      speaker: 'Jon Vane',
      speakerRole: 'keeper',
      cue: 'said',
      via: null,
      paragraph: 0,
      start: 1,
      end: 34,
      sinceVersion: 1,
      reviewed: true,
    },
  ],
  pubStatus: 'USABLE',
  isDraft: false,
  version: 2,
  updatedAt: Date.parse('2031-03-04T08:30:00Z'),
  digest: null,
  removedQuotes: [],
  versions: [
    {
      version: 1,
      at: Date.parse('2031-03-03T18:00:00Z'),
      kind: 'PUBLISHED',
      by: 'desk',
      note: null,
      headline: 'Lamp lit',
      blocks: [paragraph('Soon more.')],
    },
    {
      version: 2,
      at: Date.parse('2031-03-04T08:30:00Z'),
      kind: 'UPDATED',
      by: 'desk',
      note: null,
      headline: 'Lamp of Ondrey lit again',
      blocks: [],
    },
  ],
};

/** Only what an article must have. */
export const BARE: ExportedArticle = {
  ...EMPTY_ARTICLE,
  slug: 'bare',
  headline: 'Bare',
  section: [{ slug: 'sport', name: 'Sport' }],
  blocks: [paragraph('A text.')],
  photos: [],
  quotes: [],
  pubStatus: 'CANCELED',
  isDraft: false,
  version: 1,
  updatedAt: 0,
  digest: 'abc',
  removedQuotes: [],
  versions: [],
};

function item(kind: 'LIST_ITEM' | 'NUMBERED_ITEM', level: number, text: string): Block {
  return { kind, text, level, marks: [] };
}
