/** What those who work on the news see of it besides: the desk, and who did what. Everybody else finds both empty. */
import { globalId, parseGlobalId } from '../news/global-id.ts';
import { listAudit } from '../newsroom/read/audit.ts';
import { EDITORIAL_STATES, listDesk } from '../newsroom/read/desk.ts';
import type { AuditRow } from '../newsroom/read/rows.ts';
import { builder } from './builder.ts';
import { connection, emptyConnection, pageCost } from './connection.ts';
import { ArticleConnection, ArticleEdge } from './page-types.ts';
import { ArticleRef } from './refs.ts';
import { NODES, wantedColumns } from './wanted.ts';

const EditorialStateEnum = builder.enumType('EditorialState', {
  description: 'What keeps an article from the public.',
  values: EDITORIAL_STATES,
});

const AuditEntryRef = builder.objectRef<AuditRow>('AuditEntry').implement({
  description: 'What somebody did.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('by', {
      description:
        'The name of the key; jwt: and the subject of a token; terminal: and who sat there; or the command.',
    }),
    action: t.exposeString('action', {
      description:
        'draft, publish, update, correct, withhold, reinstate, cancel, cancelPhoto; lapse: an embargo ended.',
    }),
    articleId: t.id({
      nullable: true,
      description: "The article's global id.",
      resolve: ({ articleId }) => (articleId === null ? null : globalId('Article', articleId)),
    }),
    slug: t.exposeString('slug', { nullable: true, description: 'As it was then.' }),
    version: t.exposeInt('version', {
      nullable: true,
      description: 'The version that this made; null before publication.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'The public notice.' }),
  }),
});

const AuditEdge = builder.edgeObject({ name: 'AuditEdge', type: AuditEntryRef });
const AuditConnection = builder.connectionObject({ name: 'AuditConnection', type: AuditEntryRef }, AuditEdge);

/** The plugin's types take it for a node's. */
const nobodys = (() => emptyConnection()) as never;

builder.queryFields((t) => ({
  desk: t.connection(
    {
      type: ArticleRef,
      description: 'What the public does not see, newest change first. For editors; empty for everyone else.',
      args: { state: t.arg({ type: EditorialStateEnum, required: true }) },
      complexity: pageCost,
      authScopes: { editor: true },
      unauthorizedResolver: nobodys,
      resolve: (_root, { state, ...page }, { reader }, info) =>
        connection(listDesk(reader, { state, page, columns: wantedColumns(info, 'articles', NODES) }), info),
    },
    ArticleConnection,
    ArticleEdge,
  ),
  audit: t.connection(
    {
      type: AuditEntryRef,
      description: 'Who did what when, newest first. For admins; empty for everyone else.',
      args: { article: t.arg.id({ description: 'Of this article alone: its global id.' }) },
      complexity: pageCost,
      authScopes: { admin: true },
      unauthorizedResolver: nobodys,
      resolve: (_root, { article, ...page }, { reader }, info) => {
        const node = article == null ? null : parseGlobalId(article);
        // Nothing was done to what is no article.
        const articleId = article == null ? null : node?.type === 'Article' ? node.id : 0;
        return connection(listAudit(reader, { articleId, page }), info);
      },
    },
    AuditConnection,
    AuditEdge,
  ),
}));
