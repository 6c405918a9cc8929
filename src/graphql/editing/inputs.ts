/** What editors put in. A patch has the fields of an article, each of which may be left out, and no defaults. */
import { ROUTINE_URGENCY } from '../../news/article.ts';
import type { ArticlePatch } from '../../newsroom/change/patch.ts';
import type { QuoteReview } from '../../newsroom/change/review.ts';
import type { ArticleInput } from '../../newsroom/input.ts';
import { builder } from '../builder.ts';
import { QuoteTypeEnum } from '../quote.ts';

const FocalPointInput = builder.inputType('FocalPointInput', {
  fields: (t) => ({ x: t.float({ required: true }), y: t.float({ required: true }) }),
});

const PhotoInput = builder.inputType('PhotoInput', {
  fields: (t) => ({
    url: t.string({ required: true, description: 'http or https.' }),
    caption: t.string(),
    altText: t.string(),
    creditLine: t.string(),
    creator: t.string(),
    dateCreated: t.field({ type: 'DateTime' }),
    locationShown: t.string(),
    personsShown: t.stringList(),
    copyrightNotice: t.string(),
    usageTerms: t.string(),
    width: t.int(),
    height: t.int(),
    focalPoint: t.field({ type: FocalPointInput }),
    paragraph: t.int(),
  }),
});

const QuoteInput = builder.inputType('QuoteInput', {
  fields: (t) => ({
    paragraph: t.int({ required: true }),
    start: t.int({ required: true }),
    end: t.int({ required: true }),
    type: t.field({ type: QuoteTypeEnum }),
    speaker: t.string(),
    speakerRole: t.string(),
    cue: t.string(),
    via: t.string(),
  }),
});

export const ArticleInputType = builder.inputRef<ArticleInput>('ArticleInput');
ArticleInputType.implement({
  fields: (t) => ({
    headline: t.string({ required: true }),
    section: t.string({
      required: true,
      description:
        'A path; missing sections on the way are made: "news/foreign-policy" makes News and Foreign Policy.',
    }),
    paragraphs: t.stringList({ description: 'Plain text; either this' }),
    bodyHtml: t.string({ description: 'or this, reduced to clean HTML.' }),
    description: t.string(),
    byline: t.string(),
    dateline: t.string(),
    language: t.string({ defaultValue: 'en', description: 'BCP 47.' }),
    keywords: t.stringList(),
    urgency: t.int({ defaultValue: ROUTINE_URGENCY, description: 'IPTC 1 (most urgent) to 9.' }),
    url: t.string({ description: 'Unique: publishing it again is a ConflictError that names the article.' }),
    source: t.string(),
    sourceId: t.string({ description: 'Unique with source, likewise.' }),
    copyrightNotice: t.string(),
    usageTerms: t.string(),
    editorialNote: t.string(),
    publishedAt: t.field({
      type: 'DateTime',
      description: 'For what was published before it came here; never in the future.',
    }),
    embargoedUntil: t.field({ type: 'DateTime' }),
    photos: t.field({ type: [PhotoInput], description: 'The first is the lead photo.' }),
    quotes: t.field({ type: [QuoteInput], description: 'Left out: found in the paragraphs.' }),
  }),
});

export const ArticlePatchType = builder.inputRef<ArticlePatch>('ArticlePatch');
ArticlePatchType.implement({
  description: 'A field left out stays as it is; null clears it where it can be empty.',
  fields: (t) => ({
    headline: t.string({ description: 'Before publication the slug follows it.' }),
    section: t.string({ description: 'A path; missing sections on the way are made.' }),
    paragraphs: t.stringList({
      description:
        'A new body, by this or bodyHtml. Its quotes are found anew; reviewed ones are kept where their words still stand.',
    }),
    bodyHtml: t.string({ description: 'Reduced to clean HTML.' }),
    description: t.string(),
    byline: t.string(),
    dateline: t.string(),
    language: t.string({ description: 'BCP 47.' }),
    keywords: t.stringList(),
    urgency: t.int({ description: 'IPTC 1 (most urgent) to 9.' }),
    url: t.string({ description: 'Unique: one that another article has is a ConflictError that names it.' }),
    source: t.string(),
    sourceId: t.string({ description: 'Unique with source, likewise.' }),
    copyrightNotice: t.string(),
    usageTerms: t.string(),
    editorialNote: t.string(),
    photos: t.field({
      type: [PhotoInput],
      description: 'All of them anew, the lead photo first; those of the same url keep their id.',
    }),
    quotes: t.field({
      type: [QuoteInput],
      description: 'All of them anew; those of the same words keep their id.',
    }),
  }),
});

export const QuoteReviewType = builder.inputRef<QuoteReview>('QuoteReview');
QuoteReviewType.implement({
  description: 'What is left out is confirmed as it stands; null says that it cannot be told.',
  fields: (t) => ({
    speaker: t.string(),
    speakerRole: t.string(),
    via: t.string(),
    type: t.field({ type: QuoteTypeEnum }),
    remove: t.boolean({
      defaultValue: false,
      description: 'These words are no quote. The other fields mean nothing then.',
    }),
  }),
});
