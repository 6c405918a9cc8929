import { expect, test } from 'vitest';
import { textFormat } from '../../src/formats/text.ts';
import { textOf } from '../../src/formats/text-writer.ts';
import { BARE, FULL } from './exported.ts';

test('an article is written as people read it', () => {
  expect(textOf(FULL)).toBe(`News / Coast

Lamp of Ondrey lit again

Forty years of dark are over.

By Mira Tallow

ONDREY —

The lamp on Monday. (Photo by Ida Reed/Coast Wire)

“The lamp never wanted to be dark,” keeper Jon Vane said.

What comes next

The oil store. (Photo: Coast Wire)

1. Oil

  • of whales, never again

2. Glass

All of it is paid for.

© 2031 Coast Wire
`);
});

test('the text format reads what is written: sections, byline, credits, paragraphs', () => {
  const article = { ...FULL, description: null };
  expect(textFormat.read(textOf(article)).articles).toMatchObject([
    {
      headline: article.headline,
      section: article.section,
      byline: article.byline,
      dateline: article.dateline,
      copyrightNotice: article.copyrightNotice,
      photos: [
        { caption: 'The lamp on Monday.', creditLine: 'Coast Wire', creator: 'Ida Reed' },
        { caption: 'The oil store.', creditLine: 'Coast Wire', creator: null },
      ],
    },
  ]);
});

test('a section that stands alone, and one whose name is no step of a breadcrumb, are no headlines', () => {
  expect(textFormat.read(textOf(BARE)).articles).toMatchObject([
    { headline: 'Bare', section: [{ slug: 'sport', name: 'Sport' }] },
  ]);
  const odd = { ...BARE, section: [{ slug: 'q-a', name: 'Questions, answers and all the rest. Really.' }] };
  expect(textFormat.read(textOf(odd)).articles).toMatchObject([{ headline: 'Bare' }]);
});
