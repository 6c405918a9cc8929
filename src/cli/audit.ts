/** `newswire audit`: who did what to which article when, newest first. */
import type { Command } from 'commander';
import { formatDateTime } from '../news/date-time.ts';
import { listAudit } from '../newsroom/read/audit.ts';
import { MAX_PAGE } from '../newsroom/read/page.ts';
import type { Reader } from '../newsroom/read/reader.ts';
import type { AuditRow } from '../newsroom/read/rows.ts';
import { articleNamed } from './named.ts';
import { openExisting } from './open.ts';
import { jsonLine, plain, sayAll } from './terminal.ts';

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('show who did what when, newest first')
    .argument('[slug]', 'of this article alone, as it is called now')
    .option('--json', 'answer with one JSON object a line')
    .action(audit);
}

async function audit(slug: string | undefined, { json }: { json?: true }): Promise<void> {
  await using newsroom = await openExisting();
  const { reader } = newsroom;
  const articleId = slug === undefined ? null : (await articleNamed(reader, slug, [])).id;
  await sayAll(lines(reader, articleId, json ? (row) => jsonLine(inText(row)) : lineOf));
}

async function* lines(
  reader: Reader,
  articleId: number | null,
  write: (row: AuditRow) => string,
): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const page: { first: number; after: string | null } = { first: MAX_PAGE, after };
    const { rows, hasNextPage, cursor } = await listAudit(reader, { articleId, page }).page();
    for (const row of rows) yield `${write(row)}\n`;
    const last = rows.at(-1);
    if (!hasNextPage || last === undefined) return;
    after = cursor(last);
  }
}

function inText({ at, by, action, slug, version, note }: AuditRow) {
  return { at: formatDateTime(at), by, action, slug, version, note };
}

function lineOf(row: AuditRow): string {
  const { at, by, action, slug, version, note } = inText(row);
  const which = version === null ? '' : ` (version ${version})`;
  return plain(`${at}  ${by}  ${action}  ${slug ?? ''}${which}${note === null ? '' : `: ${note}`}`);
}
