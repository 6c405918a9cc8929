/** One connection type a noun, wherever it is listed, so that a client's fragment on it fits everywhere. */
import { builder } from './builder.ts';
import { ArticleRef, PhotoRef, QuoteRef } from './refs.ts';

builder.globalConnectionField('totalCount', (t) =>
  t.int({ description: 'How many there are in the whole list.', resolve: ({ count }) => count() }),
);

export const ArticleEdge = builder.edgeObject({ name: 'ArticleEdge', type: ArticleRef });
export const ArticleConnection = builder.connectionObject(
  { name: 'ArticleConnection', type: ArticleRef },
  ArticleEdge,
);

export const PhotoEdge = builder.edgeObject({ name: 'PhotoEdge', type: PhotoRef });
export const PhotoConnection = builder.connectionObject(
  { name: 'PhotoConnection', type: PhotoRef },
  PhotoEdge,
);

export const QuoteEdge = builder.edgeObject({ name: 'QuoteEdge', type: QuoteRef });
export const QuoteConnection = builder.connectionObject(
  { name: 'QuoteConnection', type: QuoteRef },
  QuoteEdge,
);
