/** Search: the query, and its connection, whose edges carry a score and a marked snippet. */
import { bodyTextOf } from '../news/body.ts';
import { snippet } from '../news/snippet.ts';
import type { SearchQuery } from '../news/search-query.ts';
import { type Hit, search } from '../newsroom/read/search.ts';
import type { Member } from '../newsroom/read/family.ts';
import { builder } from './builder.ts';
import { connectionOf, pageCost } from './connection.ts';
import { ArticleFilterInput } from './filter.ts';
import { ArticleRef } from './refs.ts';
import { type ColumnName, NODES, wantedColumns, wants } from './wanted.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';

interface SearchEdgeShape extends Hit {
  cursor: string;
  node: Member<ArticleRow>;
  query: SearchQuery;
}

const SearchEdge = builder.objectRef<SearchEdgeShape>('SearchEdge');
SearchEdge.implement({
  fields: (t) => ({
    cursor: t.exposeString('cursor'),
    node: t.expose('node', { type: ArticleRef }),
    score: t.exposeFloat('score', { description: 'Higher is better.' }),
    snippet: t.string({
      description: 'A stretch of the text with the matches in <mark>, all else HTML-escaped.',
      resolve: ({ article, query }) =>
        snippet(query, [article.description ?? '', bodyTextOf(article.blocks)].join('\n\n').trim(), {
          language: article.language,
        }),
    }),
  }),
});

export const SearchConnection = builder.connectionObject(
  { name: 'SearchConnection', type: ArticleRef },
  SearchEdge,
);

builder.queryField('search', (t) =>
  t.connection(
    {
      type: ArticleRef,
      description:
        'All words are wanted, in any of their forms; "a phrase" as it stands, -without, pref*, either OR other. Accents and case do not count. Newer counts for more.',
      args: { query: t.arg.string({ required: true }), filter: t.arg({ type: ArticleFilterInput }) },
      complexity: pageCost,
      resolve: (_root, { query: text, filter, ...page }, { reader }, info) => {
        const columns: ColumnName<'articles'>[] = [...wantedColumns(info, 'articles', NODES)];
        if (wants(info, ['edges'])) columns.push('blocks', 'description', 'language');
        const listing = search(reader, { text, filter, page, columns });
        return connectionOf(listing, info, (hit, page) => ({
          ...hit,
          cursor: page.cursor(hit),
          node: hit.article,
          query: listing.query,
        }));
      },
    },
    SearchConnection,
    SearchEdge,
  ),
);
