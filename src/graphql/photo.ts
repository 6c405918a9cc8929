/** Photo: the type, and the query that lists them. */
import { articleOf, listParts } from '../newsroom/read/parts.ts';
import { andThen } from '../newsroom/read/family.ts';
import { builder } from './builder.ts';
import { connection, pageCost } from './connection.ts';
import { ArticleFilterInput } from './filter.ts';
import { PhotoConnection, PhotoEdge } from './page-types.ts';
import { ArticleRef, NodeRef, PhotoRef } from './refs.ts';
import { NODES, wantedColumns } from './wanted.ts';

/** The absolute address of a picture, also of one that Newswire itself keeps. */
export function addressOf<Url extends string | null>(url: Url, publicUrl: string): Url | string {
  return url?.startsWith('/') ? `${publicUrl}${url}` : url;
}

const FocalPointRef = builder.objectRef<{ x: number; y: number }>('FocalPoint').implement({
  description: 'What a crop must keep: 0 to 1 from the left and from the top.',
  fields: (t) => ({ x: t.exposeFloat('x'), y: t.exposeFloat('y') }),
});

PhotoRef.implement({
  description: 'A photo of an article. Fields are named as IPTC Photo Metadata has them.',
  interfaces: [NodeRef],
  fields: (t) => ({
    url: t.string({
      nullable: true,
      extensions: { columns: ['url'] },
      resolve: ({ url }, _args, { publicUrl }) => addressOf(url, publicUrl),
    }),
    caption: t.exposeString('caption', { nullable: true }),
    altText: t.exposeString('altText', { nullable: true }),
    creditLine: t.exposeString('creditLine', { nullable: true, description: 'Whom to name: "AFP".' }),
    creator: t.exposeString('creator', { nullable: true, description: 'The photographer.' }),
    dateCreated: t.expose('dateCreated', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken.',
    }),
    locationShown: t.exposeString('locationShown', { nullable: true }),
    personsShown: t.exposeStringList('personsShown'),
    copyrightNotice: t.exposeString('copyrightNotice', { nullable: true }),
    usageTerms: t.exposeString('usageTerms', { nullable: true }),
    width: t.exposeInt('width', { nullable: true, description: 'Pixels.' }),
    height: t.exposeInt('height', { nullable: true, description: 'Pixels.' }),
    focalPoint: t.field({
      type: FocalPointRef,
      nullable: true,
      extensions: { columns: ['focalX', 'focalY'] },
      resolve: ({ focalX, focalY }) => (focalX === null || focalY === null ? null : { x: focalX, y: focalY }),
    }),
    paragraph: t.exposeInt('paragraph', {
      nullable: true,
      description: 'It stands before this paragraph, counted from 0; null where it has no place in the text.',
    }),
    article: t.field({
      type: ArticleRef,
      resolve: (photo, _args, { reader }, info) =>
        andThen(articleOf(reader, photo, wantedColumns(info, 'articles')), (article) => {
          if (article === null) throw new Error(`photo ${photo.id} stands in no public article`);
          return article;
        }),
    }),
  }),
});

builder.queryField('photos', (t) =>
  t.connection(
    {
      type: PhotoRef,
      description: 'The photos of the articles that the filter takes, newest first.',
      args: { filter: t.arg({ type: ArticleFilterInput }) },
      complexity: pageCost,
      resolve: (_root, { filter, ...page }, { reader }, info) =>
        connection(
          listParts(reader, 'photos', { filter, page, columns: wantedColumns(info, 'photos', NODES) }),
          info,
        ),
    },
    PhotoConnection,
    PhotoEdge,
  ),
);
