/** The mutation that takes news in, in whichever format it comes. */
import type { GraphQLResolveInfo } from 'graphql';
import { FORMAT_NAMES, formatNamed, type FormatName } from '../../formats/detect.ts';
import { placesOf, type Refusal } from '../../formats/format.ts';
import { articlesOf, importArticles } from '../../newsroom/import.ts';
import { anyArticlesById } from '../../newsroom/read/articles.ts';
import type { Member } from '../../newsroom/read/family.ts';
import type { ArticleRow } from '../../newsroom/read/rows.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { ArticleRef } from '../refs.ts';
import { wantedColumns } from '../wanted.ts';

/** A transaction takes up to so many articles, so that no other waits long. */
const BATCH = 100;

const ImportFormatEnum = builder.enumType('ImportFormat', {
  description: 'AUTO tells it by the content.',
  values: FORMAT_NAMES,
});

const ImportRefusalRef = builder.objectRef<Refusal>('ImportRefusal').implement({
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Among the articles of the source, from 0.' }),
    reason: t.exposeString('reason'),
  }),
});

interface ImportReport {
  articles: Member<ArticleRow>[];
  unchanged: number;
  refused: Refusal[];
  cursor: string;
}

const ImportReportRef = builder.objectRef<ImportReport>('ImportReport').implement({
  fields: (t) => ({
    articles: t.expose('articles', { type: [ArticleRef], description: 'Those that were published.' }),
    unchanged: t.exposeInt('unchanged', { description: 'How many had come before.' }),
    refused: t.expose('refused', { type: [ImportRefusalRef] }),
    cursor: t.expose('cursor', {
      type: 'Cursor',
      description: "The log's place after this: read, or subscribe, from here.",
    }),
  }),
});

builder.mutationField('importArticles', (t) =>
  t.field({
    type: ImportReportRef,
    description:
      'Publishes what a text holds: the good of it, and says what of it is refused, and why. The same text again changes nothing.',
    args: {
      source: t.arg.string({ required: true }),
      format: t.arg({ type: ImportFormatEnum, defaultValue: 'AUTO' }),
    },
    authScopes: { editor: true },
    errors: { types: [Invalid, Forbidden] },
    resolve: (_root, { source, format }, context, info) =>
      importSource(source, format ?? 'AUTO', { context, info }),
  }),
);

async function importSource(
  source: string,
  format: FormatName,
  { context, info }: { context: Context; info: GraphQLResolveInfo },
): Promise<ImportReport> {
  if (source.trim() === '') throw new Invalid([{ path: 'source', message: 'is empty' }]);
  const { newsroom, viewer, reader } = context;
  const { name, read } = formatNamed(format, source);
  const reading = read(source);
  const places = placesOf(reading);
  await newsroom.pictures.keep(reading.pictures ?? []);
  const articles = articlesOf(reading, name);
  const refused = [...reading.refused];
  const published: number[] = [];
  let unchanged = 0;
  let seq: number | null = null;
  for (let begin = 0; begin < articles.length; begin += BATCH) {
    const batch = articles.slice(begin, begin + BATCH);
    const outcomes = await importArticles(newsroom.publisher, batch, viewer.name ?? 'import');
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind === 'REFUSED')
        refused.push({ position: places[begin + index] ?? 0, reason: outcome.reason });
      else if (outcome.kind === 'UNCHANGED') unchanged += 1;
      else {
        published.push(outcome.articleId);
        seq = outcome.seq;
      }
    }
  }
  const found = await anyArticlesById(reader, published, wantedColumns(info, 'articles', ['articles']));
  return {
    articles: published.flatMap((id) => found.get(id) ?? []),
    unchanged,
    refused: refused.toSorted((one, other) => one.position - other.position),
    cursor: seq === null ? await newsroom.events.logHead() : await newsroom.events.cursorAt(seq),
  };
}
