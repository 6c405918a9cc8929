/** ArticleFilter and ArticleOrder: which articles, and in which order. */
import type { ArticleFilter } from '../newsroom/filter.ts';
import { builder } from './builder.ts';

export const ArticleFilterInput = builder.inputRef<ArticleFilter>('ArticleFilter');
ArticleFilterInput.implement({
  description:
    'Which articles. Fields are joined by AND, the values of a list by OR. The same definition selects rows and live events.',
  fields: (t) => ({
    sections: t.stringList({ description: 'Paths; what stands in a section below one counts too.' }),
    keywords: t.stringList({ description: 'Case and accents do not count.' }),
    languages: t.stringList({
      description: 'BCP 47 ranges: "en" takes "en-GB" too (RFC 4647 basic filtering).',
    }),
    sources: t.stringList({ description: 'Who published it first, by the exact name.' }),
    speakers: t.stringList({
      description: 'Someone quoted in it, by name as in `quotes`.',
    }),
    text: t.string({ description: 'As in search: a standing search where it filters a subscription.' }),
    breaking: t.boolean({ description: 'Whether its urgency is 1 or 2.' }),
    maxUrgency: t.int({ description: 'IPTC urgency up to this: 1 is the most urgent, 9 the least.' }),
    publishedAfter: t.field({ type: 'DateTime', description: 'Inclusive.' }),
    publishedBefore: t.field({ type: 'DateTime', description: 'Exclusive.' }),
    hasPhoto: t.boolean(),
    not: t.field({ type: ArticleFilterInput, description: 'Leaves out what this takes.' }),
  }),
});

const ArticleOrderEnum = builder.enumType('ArticleOrder', {
  values: {
    NEWEST: { description: 'The newest publication first.' },
    OLDEST: { description: 'The oldest publication first.' },
    UPDATED: { description: 'The newest change first.' },
  },
});

/** What every list of articles takes, beside its page. */
export const articleListArgs = builder.args((t) => ({
  filter: t.field({ type: ArticleFilterInput }),
  orderBy: t.field({ type: ArticleOrderEnum, defaultValue: 'NEWEST' }),
}));
