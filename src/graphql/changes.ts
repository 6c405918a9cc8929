/** The log: its head, its rows pulled, and its rows as they come. */
import type { ChangeKind } from '../news/lifecycle.ts';
import type { ArticleEvent, ChangePage, PartEvent } from '../newsroom/events/events.ts';
import { articlesById } from '../newsroom/read/articles.ts';
import { type Member, ofFamily, andThen } from '../newsroom/read/family.ts';
import { partsById } from '../newsroom/read/parts.ts';
import type { Columns } from '../newsroom/read/reader.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';
import type { MaybePromise } from '../store/store.ts';
import { ChangeKindEnum } from './article.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { ArticleFilterInput } from './filter.ts';
import { globalId } from '../news/global-id.ts';
import { ArticleRef, PhotoRef, QuoteRef } from './refs.ts';
import { wantedColumns } from './wanted.ts';

const ArticleEventRef = builder.objectRef<Member<ArticleEvent>>('ArticleEvent').implement({
  description: 'One row of the publication log.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Resume after this.' }),
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.expose('kind', { type: ChangeKindEnum }),
    articleId: t.id({
      description: 'Its global id, also where article is null: what to drop from a cache.',
      resolve: ({ articleId }) => globalId('Article', articleId),
    }),
    slug: t.exposeString('slug'),
    version: t.exposeInt('version', { description: 'The version that this change made.' }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: 'As it is now; null where it may no longer be shown.',
      resolve: (event, _args, context, info) =>
        articleOfEvent(event, context, wantedColumns(info, 'articles')),
    }),
    removedIds: t.exposeIDList('removedIds', {
      description: 'Photos and quotes that this change took away.',
    }),
    note: t.string({
      nullable: true,
      description:
        "The correction's or the recall's public notice. A correction's goes where its article goes.",
      resolve: (event, _args, context) => {
        if (event.note === null || RECALLS.has(event.kind)) return event.note;
        return andThen(articleOfEvent(event, context, []), (article) => article && event.note);
      },
    }),
  }),
});

/** Their notices are for those who are to see the article no more. */
const RECALLS: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['WITHHELD', 'REINSTATED', 'CANCELED']);

/** Those of events that came together are read together. */
function articleOfEvent(
  event: Member<ArticleEvent>,
  { reader, newsroom }: Context,
  columns: Columns<ArticleRow>,
): MaybePromise<Member<ArticleRow> | null> {
  const asOf = newsroom.events.seen();
  const articles = ofFamily(event, `article:${asOf}:${columns.join()}`, (events) =>
    articlesById(
      reader,
      events.map(({ articleId }) => articleId),
      columns,
    ),
  );
  return andThen(articles, (found) => found.get(event.articleId) ?? null);
}

const PhotoEventRef = builder.objectRef<PartEvent>('PhotoEvent').implement({
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor' }),
    at: t.expose('at', { type: 'DateTime' }),
    photoId: t.id({ resolve: ({ id }) => globalId('Photo', id) }),
    photo: t.field({
      type: PhotoRef,
      nullable: true,
      description: 'As it is now; null where it has been recalled since.',
      resolve: ({ id }, _args, { reader }, info) =>
        andThen(
          partsById(reader, 'photos', { ids: [id], columns: wantedColumns(info, 'photos') }),
          (found) => found.get(id) ?? null,
        ),
    }),
  }),
});

const QuoteEventRef = builder.objectRef<PartEvent>('QuoteEvent').implement({
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor' }),
    at: t.expose('at', { type: 'DateTime' }),
    quoteId: t.id({ resolve: ({ id }) => globalId('Quote', id) }),
    quote: t.field({
      type: QuoteRef,
      nullable: true,
      description: 'As it is now; null where it has been recalled since.',
      resolve: ({ id }, _args, { reader }, info) =>
        andThen(
          partsById(reader, 'quotes', { ids: [id], columns: wantedColumns(info, 'quotes') }),
          (found) => found.get(id) ?? null,
        ),
    }),
  }),
});

const ChangePageRef = builder.objectRef<ChangePage>('ChangePage').implement({
  fields: (t) => ({
    events: t.expose('events', { type: [ArticleEventRef], complexity: { field: 1, multiplier: 1 } }),
    endCursor: t.expose('endCursor', { type: 'Cursor', description: 'Ask for more after this.' }),
    hasMore: t.exposeBoolean('hasMore'),
  }),
});

builder.queryFields((t) => ({
  logHead: t.field({
    type: 'Cursor',
    description: 'Read a page, subscribe after this, and nothing in between is missed.',
    resolve: (_root, _args, { newsroom }) => newsroom.events.logHead(),
  }),
  changes: t.field({
    type: ChangePageRef,
    description: 'The publication log, pulled; without `after` from the oldest row that it holds.',
    args: {
      first: t.arg.int({ defaultValue: 100 }),
      after: t.arg({ type: 'Cursor' }),
      filter: t.arg({ type: ArticleFilterInput }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? 100 }),
    resolve: (_root, { first, after, filter }, { newsroom }) =>
      newsroom.events.changes({ first: first ?? 100, after, filter }),
  }),
}));

builder.subscriptionType({
  description:
    'After a cursor: everything in the log since, in order, then live; nothing is missed. last: begin with the newest so many that match. Neither: live only.',
});

/** A client that comes back goes on where it was. */
function from<Query extends object>(query: Query, { lastEventId }: Context): Query {
  return lastEventId === undefined ? query : { ...query, after: lastEventId, last: null };
}

builder.subscriptionFields((t) => {
  const args = {
    filter: t.arg({ type: ArticleFilterInput }),
    after: t.arg({ type: 'Cursor', description: 'Resume after this.' }),
    last: t.arg.int({ description: 'Begin with the newest so many that match, at most 100, oldest first.' }),
  };
  return {
    articlePublished: t.field({
      type: ArticleEventRef,
      description: 'What is published.',
      args,
      subscribe: (_root, query, context) => context.newsroom.events.published(from(query, context)),
      resolve: (event) => event,
    }),
    articleChanged: t.field({
      type: ArticleEventRef,
      description: 'Every change.',
      args,
      subscribe: (_root, query, context) => context.newsroom.events.changed(from(query, context)),
      resolve: (event) => event,
    }),
    photoPublished: t.field({
      type: PhotoEventRef,
      description: 'Photos that come with what is published.',
      args,
      subscribe: (_root, query, context) => context.newsroom.events.photos(from(query, context)),
      resolve: (event) => event,
    }),
    quotePublished: t.field({
      type: QuoteEventRef,
      description:
        'Quotes that come with what is published, and those that are said to be of another speaker since.',
      args: { speaker: t.arg.string({ description: 'By name as in the query `quotes`.' }), ...args },
      subscribe: (_root, query, context) => context.newsroom.events.quotes(from(query, context)),
      resolve: (event) => event,
    }),
  };
});
