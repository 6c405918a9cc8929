/** Article: the type, and the queries that find one or list many. */
import { BREAKING_URGENCY } from '../news/article.ts';
import { htmlOfBlocks } from '../news/blocks-to-html.ts';
import { bodyTextOf, paragraphsOf } from '../news/body.ts';
import { CHANGE_KINDS, PUB_STATUSES } from '../news/lifecycle.ts';
import { badInput } from '../errors.ts';
import { type ArticleName, articleByName, articlesById, listArticles } from '../newsroom/read/articles.ts';
import { correctionsOf, versionsOf } from '../newsroom/read/history.ts';
import { andThen } from '../newsroom/read/family.ts';
import { leadPhotoOf, listPartsOf, partsOf } from '../newsroom/read/article-parts.ts';
import { MAX_RELATED, relatedTo } from '../newsroom/read/related.ts';
import { sectionOf } from '../newsroom/read/sections.ts';
import { BlockRef } from './body.ts';
import { builder } from './builder.ts';
import { connection, pageCost } from './connection.ts';
import { articleListArgs } from './filter.ts';
import { parseGlobalId } from '../news/global-id.ts';
import {
  ArticleConnection,
  ArticleEdge,
  PhotoConnection,
  PhotoEdge,
  QuoteConnection,
  QuoteEdge,
} from './page-types.ts';
import { addressOf } from './photo.ts';
import {
  ArticleRef,
  ArticleVersionRef,
  CorrectionRef,
  NodeRef,
  PhotoRef,
  QuoteRef,
  SectionRef,
} from './refs.ts';
import { NODES, wantedColumns } from './wanted.ts';

export const ChangeKindEnum = builder.enumType('ChangeKind', { values: CHANGE_KINDS });
const PubStatusEnum = builder.enumType('PubStatus', {
  description: 'IPTC publication status. WITHHELD can be undone, CANCELED ("kill") is final.',
  values: PUB_STATUSES,
});

ArticleRef.implement({
  description: 'A news article, as it is now.',
  interfaces: [NodeRef],
  fields: (t) => ({
    slug: t.exposeString('slug', {
      description: 'Unique, lower-case ASCII, made from the headline; fixed once published.',
    }),
    url: t.exposeString('url', { nullable: true, description: 'Its canonical address elsewhere; unique.' }),
    source: t.exposeString('source', { nullable: true, description: 'Who published it first.' }),
    sourceId: t.exposeString('sourceId', {
      nullable: true,
      description: 'Its identifier there; unique with source.',
    }),
    headline: t.exposeString('headline'),
    description: t.exposeString('description', { nullable: true, description: 'The standfirst.' }),
    byline: t.exposeString('byline', { nullable: true }),
    dateline: t.exposeString('dateline', { nullable: true, description: 'Where it was written: "MADRID".' }),
    language: t.exposeString('language', { description: 'BCP 47.' }),
    paragraphs: t.stringList({
      description: 'The text of each block of the body, in order.',
      extensions: { columns: ['blocks'] },
      resolve: ({ blocks }) => paragraphsOf(blocks),
    }),
    blocks: t.expose('blocks', { type: [BlockRef], description: 'The body.' }),
    bodyText: t.string({
      description: 'The paragraphs joined by a blank line.',
      extensions: { columns: ['blocks'] },
      resolve: ({ blocks }) => bodyTextOf(blocks),
    }),
    bodyHtml: t.string({
      description:
        'The blocks and placed photos as clean HTML: p h2 h3 h4 ul ol li blockquote a strong em figure img figcaption.',
      extensions: { columns: ['blocks', 'photos'] },
      resolve: (article, _args, { publicUrl }) =>
        htmlOfBlocks(
          article.blocks,
          partsOf('photos', article).flatMap((photo) =>
            photo.url === null ? [] : [{ ...photo, url: addressOf(photo.url, publicUrl) }],
          ),
        ),
    }),
    wordCount: t.exposeInt('wordCount'),
    keywords: t.exposeStringList('keywords'),
    urgency: t.exposeInt('urgency', { description: 'IPTC 1 (most urgent) to 9; 5 is routine.' }),
    breaking: t.boolean({
      description: 'Whether its urgency is 1 or 2.',
      extensions: { columns: ['urgency'] },
      resolve: ({ urgency }) => urgency <= BREAKING_URGENCY,
    }),
    pubStatus: t.expose('pubStatus', { type: PubStatusEnum }),
    version: t.exposeInt('version', {
      description: '1 at first publication, one more for every change after it.',
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'First publication; null while it is a draft.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When this version was made.' }),
    embargoedUntil: t.expose('embargoedUntil', { type: 'DateTime', nullable: true }),
    copyrightNotice: t.exposeString('copyrightNotice', { nullable: true }),
    usageTerms: t.exposeString('usageTerms', {
      nullable: true,
      description: 'What a customer may do with it.',
    }),
    editorialNote: t.exposeString('editorialNote', {
      nullable: true,
      description: 'For key holders; null to the public.',
      authScopes: { reader: true },
      unauthorizedResolver: () => null,
    }),
    section: t.field({
      type: SectionRef,
      description: 'The deepest of its breadcrumb.',
      resolve: (article, _args, { reader }) =>
        andThen(sectionOf(reader, article), (section) => {
          if (section === null) throw new Error(`article ${article.id} stands in no public section`);
          return section;
        }),
    }),
    leadPhoto: t.field({
      type: PhotoRef,
      nullable: true,
      extensions: { columns: ['photos'] },
      resolve: (article) => leadPhotoOf(article),
    }),
    photos: t.connection(
      {
        type: PhotoRef,
        complexity: pageCost,
        extensions: { columns: ['photos'] },
        resolve: (article, page, _context, info) => connection(listPartsOf('photos', article, page), info),
      },
      PhotoConnection,
      PhotoEdge,
    ),
    quotes: t.connection(
      {
        type: QuoteRef,
        complexity: pageCost,
        extensions: { columns: ['quotes'] },
        resolve: (article, page, _context, info) => connection(listPartsOf('quotes', article, page), info),
      },
      QuoteConnection,
      QuoteEdge,
    ),
    corrections: t.field({
      type: [CorrectionRef],
      description: 'Public correction notes, newest first.',
      resolve: (article, _args, { reader }) => correctionsOf(reader, article),
    }),
    versions: t.field({
      type: [ArticleVersionRef],
      description: 'Newest first; for editors and admins, empty for everyone else.',
      extensions: { columns: ['blocks', 'headline'] },
      authScopes: { editor: true },
      unauthorizedResolver: () => [],
      resolve: (article, _args, { reader }) => versionsOf(reader, article),
    }),
    related: t.field({
      type: [ArticleRef],
      args: { first: t.arg.int({ defaultValue: 5 }) },
      description: 'Articles about the same, the closest first.',
      complexity: ({ first }) => ({ field: 1, multiplier: first ?? 5 }),
      extensions: { columns: ['keywords'] },
      resolve: (article, args, { reader }, info) => {
        const first = args.first ?? 5;
        if (first < 0 || first > MAX_RELATED)
          throw badInput(`first is ${first}, and 0 to ${MAX_RELATED} related articles can be had.`);
        return relatedTo(reader, article, { first, columns: wantedColumns(info, 'articles') });
      },
    }),
  }),
});

CorrectionRef.implement({
  description: 'What was wrong, told to the public.',
  fields: (t) => ({
    version: t.exposeInt('version'),
    at: t.expose('at', { type: 'DateTime' }),
    note: t.exposeString('note'),
  }),
});

ArticleVersionRef.implement({
  description: 'The article as a change left it.',
  fields: (t) => ({
    version: t.exposeInt('version'),
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.expose('kind', { type: ChangeKindEnum }),
    by: t.exposeString('by', {
      nullable: true,
      description: 'The name of the key, or the command, that did it.',
    }),
    note: t.exposeString('note', { nullable: true }),
    headline: t.exposeString('headline'),
    paragraphs: t.stringList({ resolve: ({ blocks }) => paragraphsOf(blocks) }),
  }),
});

const SourceIdInput = builder.inputType('SourceId', {
  fields: (t) => ({ source: t.string({ required: true }), id: t.string({ required: true }) }),
});

const ArticleIdentifierInput = builder.inputType('ArticleIdentifier', {
  description: 'What names one article.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its global id.' }),
    slug: t.string(),
    url: t.string(),
    sourceId: t.field({ type: SourceIdInput }),
  }),
});

builder.queryFields((t) => ({
  article: t.field({
    type: ArticleRef,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, { reader }, info) =>
      articleByName(reader, { slug }, wantedColumns(info, 'articles')),
  }),
  articleByIdentifier: t.field({
    type: ArticleRef,
    nullable: true,
    args: { identifier: t.arg({ type: ArticleIdentifierInput, required: true }) },
    resolve: (_root, { identifier }, { reader }, info) => {
      const columns = wantedColumns(info, 'articles');
      const name = nameOf(identifier);
      if (name !== null) return articleByName(reader, name, columns);
      const node = parseGlobalId(identifier.id ?? '');
      if (node?.type !== 'Article') return null;
      return andThen(articlesById(reader, [node.id], columns), (found) => found.get(node.id) ?? null);
    },
  }),
  articles: t.connection(
    {
      type: ArticleRef,
      description: 'The public articles that the filter takes.',
      args: articleListArgs,
      complexity: pageCost,
      resolve: (_root, { filter, orderBy, ...page }, { reader }, info) =>
        connection(
          listArticles(reader, {
            filter,
            order: orderBy ?? 'NEWEST',
            page,
            columns: wantedColumns(info, 'articles', NODES),
          }),
          info,
        ),
    },
    ArticleConnection,
    ArticleEdge,
  ),
}));

function nameOf(identifier: typeof ArticleIdentifierInput.$inferInput): ArticleName | null {
  const { slug, url, sourceId } = identifier;
  if (slug != null) return { slug };
  if (url != null) return { url };
  if (sourceId != null) return { source: sourceId.source, sourceId: sourceId.id };
  return null;
}
