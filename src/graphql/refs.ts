/** The nouns of the schema and what stands behind each, so that their files can speak of one another. */
import type { Correction, Version } from '../newsroom/read/history.ts';
import type { Kind, Member } from '../newsroom/read/family.ts';
import { builder } from './builder.ts';
import { globalId, type NodeType } from '../news/global-id.ts';
import type { ArticleRow, PhotoRow, QuoteRow, SectionRow } from '../newsroom/read/rows.ts';

export const NodeRef = builder.interfaceRef<{ nodeType: Kind; id: number }>('Node');
export const ArticleRef = builder.objectRef<Member<ArticleRow>>('Article');
export const SectionRef = builder.objectRef<Member<SectionRow>>('Section');
export const PhotoRef = builder.objectRef<Member<PhotoRow>>('Photo');
export const QuoteRef = builder.objectRef<Member<QuoteRow>>('Quote');
export const CorrectionRef = builder.objectRef<Correction>('Correction');
export const ArticleVersionRef = builder.objectRef<Version>('ArticleVersion');

NodeRef.implement({
  description: 'Anything that has a global id (Relay Global Object Identification).',
  resolveType: ({ nodeType }) => nodeType,
  fields: (t) => ({
    id: t.id({
      description: 'Unique over all types; opaque.',
      resolve: ({ nodeType, id }) => globalId(nodeType as NodeType, id),
    }),
  }),
});
