/** Quote: the type, and the query that lists them. */
import type { QUOTE_TYPES } from '../news/quotes/quote.ts';
import { andThen } from '../newsroom/read/family.ts';
import { articleOf, listParts } from '../newsroom/read/parts.ts';
import { bySpeaker, withWords } from '../newsroom/read/said.ts';
import { builder } from './builder.ts';
import { connection, pageCost } from './connection.ts';
import { ArticleFilterInput } from './filter.ts';
import { QuoteConnection, QuoteEdge } from './page-types.ts';
import { ArticleRef, NodeRef, QuoteRef } from './refs.ts';
import { NODES, wantedColumns } from './wanted.ts';

export const QuoteTypeEnum = builder.enumType('QuoteType', {
  values: {
    DIRECT: { description: 'A whole statement.' },
    MIXED: { description: "A few quoted words inside someone else's sentence." },
  } satisfies Record<(typeof QUOTE_TYPES)[number], object>,
});

QuoteRef.implement({
  description: 'Words that an article quotes, and who said them.',
  interfaces: [NodeRef],
  fields: (t) => ({
    text: t.exposeString('text', {
      description: 'The words, without the marks: paragraphs[paragraph].slice(start, end).',
    }),
    type: t.expose('type', { type: QuoteTypeEnum }),
    speaker: t.exposeString('speaker', {
      nullable: true,
      description: 'A name, or the office of someone unnamed; null where nobody can be told.',
    }),
    speakerRole: t.exposeString('speakerRole', { nullable: true }),
    cue: t.exposeString('cue', { nullable: true, description: 'The reporting words: "said".' }),
    via: t.exposeString('via', { nullable: true, description: 'Who reported the words first: "KCNA".' }),
    paragraph: t.exposeInt('paragraph', { description: 'Counted from 0.' }),
    start: t.exposeInt('start', { description: 'UTF-16 offset into the paragraph.' }),
    end: t.exposeInt('end', { description: 'UTF-16 offset into the paragraph, exclusive.' }),
    reviewed: t.exposeBoolean('reviewed', { description: 'Whether a person has confirmed it.' }),
    article: t.field({
      type: ArticleRef,
      resolve: (quote, _args, { reader }, info) =>
        andThen(articleOf(reader, quote, wantedColumns(info, 'articles')), (article) => {
          if (article === null) throw new Error(`quote ${quote.id} stands in no public article`);
          return article;
        }),
    }),
  }),
});

builder.queryField('quotes', (t) =>
  t.connection(
    {
      type: QuoteRef,
      description: 'The quotes of the articles that the filter takes, newest first.',
      args: {
        speaker: t.arg.string({
          description:
            'Case, accents and titles do not count; a family name is all who bear it, a first name tells which.',
        }),
        search: t.arg.string({ description: 'Words of the quote, as in search.' }),
        filter: t.arg({ type: ArticleFilterInput }),
      },
      complexity: pageCost,
      resolve: (_root, { speaker, search, filter, ...page }, { reader }, info) => {
        const also = [
          ...(speaker == null ? [] : [bySpeaker(speaker)]),
          ...(search == null ? [] : [withWords(reader, search)]),
        ];
        const columns = wantedColumns(info, 'quotes', NODES);
        return connection(listParts(reader, 'quotes', { filter, also, page, columns }), info);
      },
    },
    QuoteConnection,
    QuoteEdge,
  ),
);
