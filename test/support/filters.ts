/** Filters as clients write them, and the articles to try them on: every field, `not` in `not`, and text of every oddity. */
import fc from 'fast-check';
import type { ArticleContent } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { oddText } from '../news/words-odd-text.ts';
import { brief, KEYWORDS, LANGUAGES, photo, SECTION_PATHS, SOURCES, SPEAKERS, WORDS } from './edition.ts';

export interface FilterInput {
  sections?: string[] | null;
  keywords?: string[] | null;
  languages?: string[] | null;
  sources?: string[] | null;
  speakers?: string[] | null;
  text?: string | null;
  breaking?: boolean | null;
  maxUrgency?: number | null;
  publishedAfter?: string | null;
  publishedBefore?: string | null;
  hasPhoto?: boolean | null;
  not?: FilterInput | null;
}

/** Some of them may be one. */
const NAMESAKES = [
  'Holt',
  'Minister Dagny Holt',
  'D. Holt',
  'Dan Holt',
  'Ulf Holt',
  'Daniel Holt Jr.',
] as const;

/** As somebody else would write it: case, accents, composed or not, with space around. */
function written(values: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...values), fc.integer({ min: 0, max: 5 }))
    .map(([value, how]) =>
      how === 1
        ? value.toUpperCase()
        : how === 2
          ? value.normalize('NFD')
          : how === 3
            ? value.normalize('NFD').replace(/\p{M}/gu, '')
            : how === 4
              ? ` ${value}. `
              : value,
    );
}

/** Mostly what some article has, at times anything. */
function mostly(values: readonly string[], ...more: string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: written(values) },
    { weight: 2, arbitrary: fc.constantFrom(...values, ...more) },
    { weight: 1, arbitrary: oddText },
  );
}

const listOf = (value: fc.Arbitrary<string>) => fc.array(value, { maxLength: 4 });

const typed = fc.oneof(
  fc
    .array(
      fc.oneof(
        written(WORDS),
        fc.constantFrom(
          '-',
          '"',
          'OR',
          'the',
          'bri*',
          'lant*',
          'bridges',
          '"bridges"',
          'lanterns OR saying',
          'orchards',
          'part',
          '-café',
          '"the bridge"',
          'c++',
          '*',
          'near(',
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((words) => words.join(' ')),
  oddText,
);

const time = fc
  .oneof(
    fc.integer({ min: 0, max: 30 }).map((hours) => Date.parse('2026-10-01T06:00:00Z') + hours * 3_600_000),
    fc.integer({ min: -1, max: 1 }).map((off) => Date.parse('2026-10-01T16:00:00Z') + off),
    fc.constantFrom(Date.parse('1931-01-01T00:00:00Z'), Date.parse('2999-01-01T00:00:00Z')),
  )
  .map((at) => new Date(at).toISOString());

const fields = fc.record({
  sections: listOf(mostly(SECTION_PATHS, 'new', 'news/', '/news/valley', 'sport/row', '', '/')),
  keywords: listOf(mostly(KEYWORDS, 'c', '', '!')),
  languages: listOf(mostly(LANGUAGES, 'EN', 'e', 'en-', 'zh', '*', 'x-odd', 'de-*')),
  sources: listOf(mostly(SOURCES, '')),
  speakers: listOf(mostly([...SPEAKERS, ...NAMESAKES], '', '?')),
  text: typed,
  breaking: fc.boolean(),
  maxUrgency: fc.integer({ min: -1, max: 11 }),
  publishedAfter: time,
  publishedBefore: time,
  hasPhoto: fc.boolean(),
});

/** `depth`: how many `not` may stand in one another. Some fields are null, which is as if they were not there. */
export function filters(depth = 5): fc.Arbitrary<FilterInput> {
  // Many criteria at once take nothing, and show nothing.
  const names = fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 2 });
  const few = fc
    .tuple(fields, names, fc.constantFrom(...FIELDS))
    .map(([filter, chosen, none]): FilterInput => ({
      [none]: null,
      ...Object.fromEntries(chosen.map((name) => [name, filter[name]])),
    }));
  if (depth === 0) return few;
  return fc
    .tuple(few, fc.option(filters(depth - 1), { nil: undefined }))
    .map(([filter, not]) => (not === undefined ? filter : { ...filter, not }));
}

const FIELDS = [
  'sections',
  'keywords',
  'languages',
  'sources',
  'speakers',
  'text',
  'breaking',
  'maxUrgency',
  'publishedAfter',
  'publishedBefore',
  'hasPhoto',
] as const;

/** Articles with odd text wherever text is looked at. */
export const oddArticle: fc.Arbitrary<ArticleContent> = fc
  .record({
    headline: oddText,
    description: fc.option(oddText),
    body: oddText,
    keywords: listOf(fc.oneof(oddText, fc.constantFrom('!', '“”', 'c'))),
    source: fc.option(oddText),
    speaker: fc.option(fc.oneof(oddText, fc.constantFrom('?', ...NAMESAKES))),
    caption: fc.option(oddText),
    section: fc.constantFrom(...SECTION_PATHS),
    language: fc.constantFrom(...LANGUAGES, 'sr-Latn', 'es-419', 'de-1996'),
    urgency: fc.integer({ min: 1, max: 9 }),
    hours: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ body, caption, speaker, section, hours, headline, ...rest }) => ({
    ...brief(`Odd ${headline}`, rest),
    section: breadcrumbOfPath(section),
    blocks: [paragraph(`Odd words: ${body}`)],
    publishedAt: Date.parse('2026-10-01T06:00:00Z') + hours * 3_600_000,
    photos: caption === null ? [] : [photo('odd', { caption })],
    quotes: [
      {
        text: 'Odd words',
        type: 'MIXED',
        speaker,
        speakerRole: null,
        cue: null,
        via: null,
        paragraph: 0,
        start: 0,
        end: 9,
      },
    ],
  }));
