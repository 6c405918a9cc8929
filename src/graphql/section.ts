/** Section: the type, and the queries that find them. */
import { breadcrumbOfPath, pathOf } from '../news/section.ts';
import { listSection } from '../newsroom/read/articles.ts';
import { ancestorsOf, childrenOf, parentOf, rootSections, sectionByPath } from '../newsroom/read/sections.ts';
import { builder } from './builder.ts';
import { connection, pageCost } from './connection.ts';
import { articleListArgs } from './filter.ts';
import { ArticleConnection, ArticleEdge } from './page-types.ts';
import { ArticleRef, NodeRef, SectionRef } from './refs.ts';
import { NODES, wantedColumns } from './wanted.ts';

SectionRef.implement({
  description: 'A section of the news. It is public once it, or one below it, has a public article.',
  interfaces: [NodeRef],
  fields: (t) => ({
    name: t.exposeString('name'),
    slug: t.exposeString('slug'),
    path: t.exposeString('path', {
      description: 'The slugs from the root down: "news/foreign-policy/koreas".',
    }),
    description: t.exposeString('description', { nullable: true }),
    parent: t.field({
      type: SectionRef,
      nullable: true,
      resolve: (section, _args, { reader }) => parentOf(reader, section),
    }),
    ancestors: t.field({
      type: [SectionRef],
      description: 'Root first.',
      resolve: (section, _args, { reader }) => ancestorsOf(reader, section),
    }),
    children: t.field({
      type: [SectionRef],
      resolve: (section, _args, { reader }) => childrenOf(reader, section),
    }),
    articles: t.connection(
      {
        type: ArticleRef,
        description: 'Its articles and those of all sections below it.',
        args: articleListArgs,
        complexity: pageCost,
        resolve: (section, { filter, orderBy, ...page }, { reader }, info) =>
          connection(
            listSection(reader, section, {
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
  }),
});

builder.queryFields((t) => ({
  section: t.field({
    type: SectionRef,
    nullable: true,
    args: { path: t.arg.string({ required: true }) },
    resolve: (_root, { path }, { reader }) => sectionByPath(reader, pathOf(breadcrumbOfPath(path))),
  }),
  sections: t.field({
    type: [SectionRef],
    description: 'The roots.',
    resolve: (_root, _args, { reader }) => rootSections(reader),
  }),
}));
