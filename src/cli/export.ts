/** `newswire export`: an article in a format that others read, or everything as JSON lines. */
import { type Command, Option } from 'commander';
import { type Config, readConfig } from '../config.ts';
import { badInput } from '../errors.ts';
import type { ExportedArticle } from '../formats/exported-article.ts';
import { jsonLdOf } from '../formats/json-ld/writer.ts';
import { jsonLineOfArticle, jsonLineOfPicture } from '../formats/json-lines-writer.ts';
import { ninjsOf } from '../formats/ninjs/writer.ts';
import { textOf } from '../formats/text-writer.ts';
import { exportArticle, exportArticles, exportPictures } from '../newsroom/export.ts';
import type { Reader } from '../newsroom/read/reader.ts';
import { noArticle } from './named.ts';
import { openExisting } from './open.ts';
import { jsonLine, jsonText, plainLines, sayAll } from './terminal.ts';

const FORMATS: Record<string, (article: ExportedArticle, publicUrl: string) => string> = {
  text: (article) => plainLines(textOf(article)),
  ninjs: (article, publicUrl) => `${jsonText(ninjsOf(article, publicUrl))}\n`,
  jsonld: (article, publicUrl) => `${jsonText(jsonLdOf(article, publicUrl))}\n`,
};

interface ExportOptions {
  format?: string;
  all?: true;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write an article in a format, or everything as JSON lines')
    .argument('[slug]', 'the article to write')
    .addOption(
      new Option('--format <format>', 'of the article (default: "text")').choices(Object.keys(FORMATS)),
    )
    .option('--all', 'write everything, hidden articles too, as one JSON object a line')
    .action(exportTo);
}

async function exportTo(slug: string | undefined, { format, all }: ExportOptions): Promise<void> {
  if (all && (slug !== undefined || format !== undefined)) {
    throw badInput('--all writes everything in a format of its own: leave out the slug and --format.');
  }
  if (!all && slug === undefined) throw badInput('Give the slug of an article, or --all.');
  const config = readConfig();
  await using newsroom = await openExisting(config);
  const { reader } = newsroom;
  await sayAll(
    slug === undefined ? everything(reader) : one(reader, { slug, format: format ?? 'text', config }),
  );
}

async function* everything(reader: Reader): AsyncGenerator<string> {
  for await (const picture of exportPictures(reader)) yield `${jsonLine(jsonLineOfPicture(picture))}\n`;
  for await (const article of exportArticles(reader)) yield `${jsonLine(jsonLineOfArticle(article))}\n`;
}

async function* one(
  reader: Reader,
  { slug, format, config }: { slug: string; format: string; config: Config },
): AsyncGenerator<string> {
  const article = await exportArticle(reader, slug);
  if (article === null) throw noArticle(slug);
  const write = FORMATS[format];
  if (write) yield write(article, addressOf(config));
}

/** Where the server is reached that serves this store. */
function addressOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
