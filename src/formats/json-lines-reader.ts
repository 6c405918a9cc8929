/**
 * Newswire's own format, as `export --all` writes it: an article or a kept picture on each line, with all that there is of it, so that a
 * store that reads it has what the other had.
 */
import { z } from 'zod';
import { BLOCK_KINDS, MARK_KINDS } from '../news/block.ts';
import { parseDateTime } from '../news/date-time.ts';
import { CHANGE_KINDS, PUB_STATUSES } from '../news/lifecycle.ts';
import { QUOTE_TYPES } from '../news/quotes/quote.ts';
import { MAX_SLUG, slugify } from '../news/slug.ts';
import type { ExportedArticle } from './exported-article.ts';
import type { Format, Reading } from './format.ts';

const BEGINNING = /^\s*\{\s*"type"\s*:\s*"(?:article|picture)"/;

export const jsonLinesFormat: Format = {
  name: 'JSON lines',
  recognizes: (text) => BEGINNING.test(text),
  read(text) {
    const reading: Required<Reading> = { articles: [], refused: [], past: new Map(), pictures: [] };
    let position = 0;
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      const read = lineOf(line);
      if ('reason' in read) reading.refused.push({ position, reason: read.reason });
      else if (read.type === 'picture') {
        const { name, mediaType, base64 } = read;
        reading.pictures.push({ name, mediaType, bytes: Buffer.from(base64, 'base64') });
      } else reading.articles.push(noted(read, reading));
      position += 1;
    }
    return reading;
  },
};

const Text = z.string().nullable();
const Count = z.int().min(0);

const Time = z.string().transform((text, context) => {
  const time = parseDateTime(text);
  if (time === null) context.addIssue(`"${text.slice(0, 40)}" is no time as RFC 3339 has them`);
  return time ?? 0;
});

const ExportedBlock = z.object({
  kind: z.enum(BLOCK_KINDS),
  text: z.string(),
  level: Count.nullable(),
  marks: z.array(z.object({ kind: z.enum(MARK_KINDS), start: Count, end: Count, url: Text })),
});

const ExportedPhoto = z.object({
  url: Text,
  caption: Text,
  altText: Text,
  creditLine: Text,
  creator: Text,
  dateCreated: Time.nullable(),
  locationShown: Text,
  personsShown: z.array(z.string()),
  copyrightNotice: Text,
  usageTerms: Text,
  width: Count.nullable(),
  height: Count.nullable(),
  focalPoint: z.object({ x: z.number(), y: z.number() }).nullable(),
  paragraph: Count.nullable(),
  sinceVersion: z.int(),
});

const Place = { text: z.string(), paragraph: Count, start: Count, end: Count };

const ExportedQuote = z.object({
  ...Place,
  type: z.enum(QUOTE_TYPES),
  speaker: Text,
  speakerRole: Text,
  cue: Text,
  via: Text,
  sinceVersion: z.int(),
  reviewed: z.boolean(),
});

const ExportedVersion = z.object({
  version: z.int(),
  at: Time,
  kind: z.enum(CHANGE_KINDS),
  by: Text,
  note: Text,
  /** What the newest says stands above. */
  headline: z.string().optional(),
  blocks: z.array(ExportedBlock).optional(),
});

const ArticleLine = z.object({
  type: z.literal('article'),
  slug: z
    .string()
    .max(MAX_SLUG)
    .refine((slug) => slug !== '' && slug === slugify(slug), { error: 'is no slug' }),
  headline: z.string(),
  section: z.array(z.object({ slug: z.string(), name: z.string() })),
  blocks: z.array(ExportedBlock),
  description: Text,
  byline: Text,
  dateline: Text,
  language: z.string(),
  keywords: z.array(z.string()),
  urgency: z.int(),
  url: Text,
  source: Text,
  sourceId: Text,
  copyrightNotice: Text,
  usageTerms: Text,
  editorialNote: Text,
  publishedAt: Time.nullable(),
  embargoedUntil: Time.nullable(),
  pubStatus: z.enum(PUB_STATUSES),
  isDraft: z.boolean(),
  version: z.int(),
  updatedAt: Time,
  digest: Text,
  photos: z.array(ExportedPhoto),
  quotes: z.array(ExportedQuote),
  /** Exports of before it have none. */
  removedQuotes: z.array(z.object(Place)).default([]),
  versions: z.array(ExportedVersion),
});

const PictureLine = z.object({
  type: z.literal('picture'),
  name: z.string().regex(/^[\w.-]+$/),
  mediaType: z.string().regex(/^image\/[\w.+-]+$/),
  base64: z.base64(),
});

const Line = z.discriminatedUnion('type', [ArticleLine, PictureLine]);

function lineOf(line: string): z.infer<typeof Line> | { reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return {
      reason: `The line is no JSON (${error instanceof Error ? error.message : String(error)}): see that it is whole.`,
    };
  }
  const { data, error } = Line.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const where = issue?.path.join('.') || 'it';
  return {
    reason: `The line is not as \`export --all\` writes it (${where}: ${issue?.message ?? 'unknown'}): export it anew.`,
  };
}

function noted(line: z.infer<typeof ArticleLine>, { past }: Required<Reading>): ExportedArticle {
  const { type: _type, versions, ...rest } = line;
  const { headline, blocks } = rest;
  const article: ExportedArticle = {
    ...rest,
    versions: versions.map((version) => ({
      ...version,
      headline: version.headline ?? headline,
      blocks: version.blocks ?? blocks,
    })),
  };
  past.set(article, article);
  return article;
}
