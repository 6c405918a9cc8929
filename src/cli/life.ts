/**
 * `newswire draft`, `publish`, `correct`, `withhold`, `reinstate`, `cancel`: the life of an article, for people at a terminal. Each
 * does what the mutation of its name does, and asks before what cannot be undone.
 */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { badInput, NewswireError } from '../errors.ts';
import { detectFormat } from '../formats/detect.ts';
import type { ArticleContent } from '../news/article.ts';
import { htmlOfBlocks } from '../news/blocks-to-html.ts';
import { formatDateTime } from '../news/date-time.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { ChangeOutcome, Outcome } from '../newsroom/outcome.ts';
import type { ArticleRow } from '../newsroom/read/rows.ts';
import { inviteTyping, readDocument } from './documents.ts';
import { articleNamed } from './named.ts';
import { openExisting, openOrMake } from './open.ts';
import { confirm, isInteractive, jsonLine, note, plain, say } from './terminal.ts';

interface Answering {
  json?: true;
}

export function addDraft(program: Command): void {
  program
    .command('draft')
    .description('keep the article of a file, or of standard input (-), until it is published')
    .argument('<file>', 'in any format that "newswire import" takes')
    .option('--json', 'answer with one JSON object a line')
    .action(draft);
}

export function addPublish(program: Command): void {
  addStep(program, 'publish', 'publish a draft, at once or when its embargo ends').action(
    async (slug: string, options: Answering) =>
      change(slug, options, {
        make: ({ editor }, { id }, by) => editor.publishDraft({ id, by }),
        say: ({ publishedAt, embargoedUntil }) =>
          publishedAt === null && embargoedUntil !== null
            ? `will be published at ${formatDateTime(embargoedUntil)}`
            : 'is published',
      }),
  );
}

export function addCorrect(program: Command): void {
  addStep(program, 'correct', 'correct what was published, and tell the public')
    .argument('[file]', 'the article as it should be, as "newswire export" writes it; - is standard input')
    .requiredOption('--note <text>', 'to the public: what was wrong, and what is right')
    .option('--headline <text>', 'the headline as it should be')
    .action(correct);
}

export function addWithhold(program: Command): void {
  addStep(program, 'withhold', 'hide an article until it is reinstated')
    .option('--notice <text>', 'to the public')
    .action(async (slug: string, { notice, ...options }: Answering & { notice?: string }) =>
      change(slug, options, {
        make: ({ editor }, { id }, by) => editor.withhold({ id, by, notice: notice ?? null }),
        say: () => 'is withheld: "newswire reinstate" shows it again',
      }),
    );
}

export function addReinstate(program: Command): void {
  addStep(program, 'reinstate', 'show what was withheld').action(async (slug: string, options: Answering) =>
    change(slug, options, {
      make: ({ editor }, { id }, by) => editor.reinstate({ id, by }),
      say: () => 'is reinstated',
    }),
  );
}

export function addCancel(program: Command): void {
  addStep(program, 'cancel', 'hide an article for ever')
    .requiredOption('--notice <text>', 'to the public')
    .option('--yes', 'do so without asking')
    .action(cancel);
}

function addStep(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<slug>', 'the last part of its address')
    .option('--json', 'answer in JSON');
}

async function draft(file: string, { json }: Answering): Promise<void> {
  await using newsroom = await openOrMake();
  const by = whoIsHere();
  const contents = await readArticles(file);
  const outcomes = await newsroom.publisher.publish(
    contents.map((content) => ({ content, by, isDraft: true })),
  );
  for (const outcome of outcomes) {
    const { slug } = savedBy(outcome);
    say(json ? jsonLine({ slug, outcome: 'DRAFT' }) : plain(slug));
  }
}

type Correcting = Answering & { note: string; headline?: string };

async function correct(
  slug: string,
  file: string | undefined,
  { note: told, headline, ...options }: Correcting,
): Promise<void> {
  if (file === undefined && headline === undefined)
    throw badInput('Give the corrected article as a file, or --headline.');
  const read = file === undefined ? null : await readArticle(file);
  const patch = { ...(read && patchOf(read)), ...(headline === undefined ? {} : { headline }) };
  await change(slug, options, {
    make: ({ editor }, { id, version }, by) => editor.correct({ id, version, by, note: told, patch }),
    say: ({ version }) => `is corrected: version ${version}`,
  });
}

/** What a text says of an article; all else stays as it is. */
function patchOf({ headline, blocks, description, byline, dateline }: ArticleContent) {
  return {
    headline,
    bodyHtml: htmlOfBlocks(blocks),
    ...(description === null ? {} : { description }),
    ...(byline === null ? {} : { byline }),
    ...(dateline === null ? {} : { dateline }),
  };
}

type Canceling = Answering & { notice: string; yes?: true };

async function cancel(slug: string, { notice, yes, ...options }: Canceling): Promise<void> {
  await change(slug, options, {
    sure: async ({ headline }) => {
      if (yes) return true;
      const what = `"${headline}" is hidden for ever, and its readers are told`;
      if (!isInteractive()) throw badInput(`${what}: say --yes to have that done.`);
      return confirm(`${what}; that cannot be undone. Go on?`);
    },
    make: ({ editor }, { id }, by) => editor.cancel({ id, by, notice }),
    say: () => 'is canceled',
  });
}

interface Step {
  /** Asked before it is made. */
  sure?: (article: ArticleRow) => Promise<boolean>;
  make: (newsroom: Newsroom, article: ArticleRow, by: string) => Promise<ChangeOutcome>;
  /** What became of the article: the rest of a sentence that begins with its slug. */
  say: (article: ArticleRow) => string;
}

const COLUMNS = ['slug', 'headline', 'version', 'pubStatus', 'publishedAt', 'embargoedUntil'] as const;

async function change(slug: string, { json }: Answering, { sure, make, say: tell }: Step): Promise<void> {
  await using newsroom = await openExisting();
  const { reader } = newsroom;
  const before = await articleNamed(reader, slug, COLUMNS);
  if (sure && !(await sure(before))) {
    note('Nothing was changed.');
    process.exitCode = 1;
    return;
  }
  const saved = savedBy(await make(newsroom, before, whoIsHere()));
  const after = await articleNamed(reader, saved.slug, COLUMNS);
  const { version, pubStatus } = after;
  say(json ? jsonLine({ slug: after.slug, version, pubStatus }) : plain(`"${after.slug}" ${tell(after)}.`));
}

/** Throws what stands in the way, as one sentence. */
function savedBy(outcome: Outcome | ChangeOutcome): { slug: string } {
  switch (outcome.kind) {
    case 'SAVED':
      return outcome;
    case 'INVALID':
      throw badInput(
        `Nothing was changed: ${outcome.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
      );
    case 'MISSING':
      throw new NewswireError('NOT_FOUND', outcome.message);
    case 'KNOWN':
    case 'CONFLICT':
      throw badInput(outcome.message);
  }
}

async function readArticle(file: string): Promise<ArticleContent> {
  const [article, ...others] = await readArticles(file);
  if (article === undefined || others.length > 0)
    throw badInput(`${nameOf(file)} holds ${others.length + 1} articles: give one.`);
  return article;
}

/** At least one. Throws BAD_USER_INPUT where any cannot be read. */
async function readArticles(file: string): Promise<ArticleContent[]> {
  inviteTyping([file]);
  const read = await readDocument(file);
  if ('problem' in read) throw badInput(`${nameOf(file)}: ${read.problem}`);
  const { articles, refused } = detectFormat(read.text).read(read.text);
  const [first] = refused;
  if (first !== undefined) throw badInput(`${nameOf(file)}: ${first.reason}`);
  return articles;
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/** As no key can be named. */
function whoIsHere(): string {
  try {
    return `terminal:${userInfo().username}`;
  } catch {
    // A container may run as a user that has no name.
    return 'terminal:';
  }
}
