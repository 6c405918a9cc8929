/** Blocks and marks: what a body is made of. */
import { type Block, BLOCK_KINDS, type Mark, MARK_KINDS } from '../news/block.ts';
import { builder } from './builder.ts';

const BlockKindEnum = builder.enumType('BlockKind', { values: BLOCK_KINDS });
const MarkKindEnum = builder.enumType('MarkKind', { values: MARK_KINDS });

const MarkRef = builder.objectRef<Mark>('Mark').implement({
  description:
    'A link or a stress. Offsets are UTF-16 code units into the text of the block; end is exclusive.',
  fields: (t) => ({
    kind: t.expose('kind', { type: MarkKindEnum }),
    start: t.exposeInt('start'),
    end: t.exposeInt('end'),
    url: t.exposeString('url', { nullable: true, description: 'Of a link.' }),
  }),
});

export const BlockRef = builder.objectRef<Block>('Block').implement({
  description: 'One piece of a body: plain text, what it is, and the links and stresses in it.',
  fields: (t) => ({
    kind: t.expose('kind', { type: BlockKindEnum }),
    text: t.exposeString('text'),
    level: t.exposeInt('level', {
      nullable: true,
      description: 'Of a heading 2 to 4, of an item of a list its depth from 1.',
    }),
    marks: t.expose('marks', { type: [MarkRef] }),
  }),
});
