/** Mutations: what editors put in, and what they are answered. */
import { ROUTINE_URGENCY } from '../news/article.ts';
import type { FieldProblem } from '../news/validate.ts';
import { type ArticleInput, contentOfInput, problemsOfKeptPictures } from '../newsroom/input.ts';
import { anyArticlesById } from '../newsroom/read/articles.ts';
import type { Member } from '../newsroom/read/family.ts';
import { builder } from './builder.ts';
import { Conflict, Forbidden, Invalid } from './errors.ts';
import { QuoteTypeEnum } from './quote.ts';
import { ArticleRef } from './refs.ts';
import { wantedColumns } from './wanted.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';

const MAX_REQUEST_ID = 200;

const ErrorRef = builder.interfaceRef<Error>('Error').implement({
  description: 'Something went wrong for a reason that the caller can mend.',
  fields: (t) => ({ message: t.exposeString('message') }),
});

const FieldErrorRef = builder.objectRef<FieldProblem>('FieldError').implement({
  fields: (t) => ({
    path: t.exposeString('path', { description: '"input.photos.0.url"' }),
    message: t.exposeString('message'),
  }),
});

builder.objectType(Invalid, {
  name: 'ValidationError',
  interfaces: [ErrorRef],
  fields: (t) => ({ fields: t.expose('fields', { type: [FieldErrorRef] }) }),
});

builder.objectType(Conflict, {
  name: 'ConflictError',
  interfaces: [ErrorRef],
  fields: (t) => ({ article: t.expose('article', { type: ArticleRef, description: 'As it is now.' }) }),
});

builder.objectType(Forbidden, { name: 'ForbiddenError', interfaces: [ErrorRef] });

const ArticleSavedRef = builder
  .objectRef<{ article: Member<ArticleRow>; cursor: string }>('ArticleSaved')
  .implement({
    fields: (t) => ({
      article: t.expose('article', { type: ArticleRef }),
      cursor: t.expose('cursor', {
        type: 'Cursor',
        description: "The log's place after this: read, or subscribe, from here.",
      }),
    }),
  });

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

const ArticleInputType = builder.inputRef<ArticleInput>('ArticleInput').implement({
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

builder.mutationType({ description: 'These want an API key (Authorization: Bearer, or connectionParams).' });

builder.mutationField('publishArticle', (t) =>
  t.field({
    type: ArticleSavedRef,
    description: 'Out at once, or at embargoedUntil.',
    args: {
      input: t.arg({ type: ArticleInputType, required: true }),
      requestId: t.arg.string({
        description: 'The same request sent twice publishes once and gets the same answer.',
      }),
    },
    authScopes: { editor: true },
    errors: { types: [Invalid, Conflict, Forbidden] },
    async resolve(_root, { input, requestId }, { newsroom, reader, viewer }, info) {
      const { content, problems } = contentOfInput(input);
      problems.push(...problemsOfKeptPictures(input));
      if (requestId != null && (requestId === '' || requestId.length > MAX_REQUEST_ID)) {
        throw new Invalid([
          {
            path: 'requestId',
            message: `has ${requestId.length} characters, and 1 to ${MAX_REQUEST_ID} are allowed`,
          },
        ]);
      }
      if (problems.length > 0) throw new Invalid(problems.map(ofInput));
      const [outcome] = await newsroom.publisher.publish([
        { content, by: viewer.name, requestId: requestId ?? null },
      ]);
      if (outcome === undefined) throw new Error('the publisher gave no outcome');
      if (outcome.kind === 'INVALID') throw new Invalid(outcome.problems.map(ofInput));

      const { articleId } = outcome;
      const article = (
        await anyArticlesById(reader, [articleId], wantedColumns(info, 'articles', ['article']))
      ).get(articleId);
      if (article === undefined) throw new Error(`article ${articleId} is gone`);
      if (outcome.kind === 'KNOWN') throw new Conflict(outcome.message, article);
      return { article, cursor: await newsroom.events.cursorAt(outcome.seq) };
    },
  }),
);

function ofInput({ path, message }: FieldProblem): FieldProblem {
  return { path: `input.${path}`, message };
}
