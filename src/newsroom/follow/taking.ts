/**
 * Items of a feed → articles: what is new is published once, what the feed has changed is updated, field by field, so that what an
 * editor changed here stays until the feed changes that. What was held back or canceled here is not brought back.
 */
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Log } from '../../log/log.ts';
import type { ArticleContent } from '../../news/article.ts';
import type { Store } from '../../store/store.ts';
import type { Web } from '../../web/web.ts';
import { type Revised, REVISED, revise } from '../change/revise.ts';
import type { Outcome } from '../outcome.ts';
import type { Publication, Publisher } from '../publish.ts';
import { type Failed, publishEach, sentenceOf } from '../publish-each.ts';
import { fieldsOf, type Item, itemsOf } from './identity.ts';
import { createItemRows, type ItemRow, type Noted } from './item-rows.ts';
import { type Paged, withPage } from './page.ts';

export interface TakingParts {
  store: Store;
  log: Log;
  publisher: Publisher;
  web: Web;
  now: () => number;
}

export interface Taking {
  follow: { id: number; full: boolean };
  articles: readonly ArticleContent[];
  /** The feed, for the audit. */
  from: string;
  signal: AbortSignal;
  /** Whether the feed is ours still. */
  renew: () => Promise<boolean>;
}

export type ItemReport =
  | { kind: 'PUBLISHED' | 'UPDATED' | 'KNOWN'; slug: string }
  /** `what` it is: a headline, or its place in the feed. */
  | { kind: 'REFUSED'; what: string; reason: string };

export interface Taken {
  items: ItemReport[];
  /** The feed is to be read whole again: something in it waits. */
  isUnfinished: boolean;
}

interface Work {
  item: Item;
  row: ItemRow | null;
}

/** An item with what is made of it. */
type Made = Work & Paged;

/** Who does it, as the audit names them. */
const BY = 'follow';
/** Items in one transaction. */
const BATCH = 100;
/** How often a page is asked for in vain. */
const MOST_TRIES = 5;
/** Where the page says what the body is, the feed does not. */
const OF_THE_PAGE: readonly Revised[] = [
  'section',
  'blocks',
  'description',
  'byline',
  'dateline',
  'keywords',
  'photos',
];
/** The name under which a row's fields note that the body is the page's. */
const PAGE = 'page';

export async function takeItems(parts: TakingParts, taking: Taking): Promise<Taken> {
  const { store, web, now } = parts;
  const { follow, signal, renew } = taking;
  const { articleVersions, articles } = store.tables;
  const rows = createItemRows(store, follow.id);
  const taken: Taken = { items: [], isUnfinished: false };
  const work = await findWork();
  const size = follow.full ? 1 : BATCH;
  for (let at = 0; at < work.length; at += size) {
    if (signal.aborted || !(await renew())) return { ...taken, isUnfinished: true };
    await take(work.slice(at, at + size));
  }
  return taken;

  /** What is new, changed, or waits for its page, the oldest first. */
  async function findWork(): Promise<Work[]> {
    const items = itemsOf(taking.articles).toReversed();
    const known = await rows.by(items.flatMap(({ keys }) => keys));
    const used = new Set<number>();
    const found = items.map((item): Work => {
      const row = item.keys.flatMap((key) => known.get(key) ?? [])[0] ?? null;
      return { item, row };
    });
    // One article is one item: whose guid it is before whose address.
    for (const one of found.toSorted((a, b) => rank(a) - rank(b))) {
      const id = one.row?.articleId ?? null;
      if (id !== null && used.has(id)) one.row = null;
      else if (id !== null) used.add(id);
    }
    const time = ({ item: { content } }: Work) => content.publishedAt ?? now();
    return found.filter((one) => !isDone(one, known)).toSorted((a, b) => time(a) - time(b));
  }

  function rank({ item, row }: Work): number {
    return row === null ? item.keys.length : item.keys.indexOf(row.key);
  }

  function isDone({ item, row }: Work, known: ReadonlyMap<string, ItemRow>): boolean {
    return row?.seen === item.seen && row.pageTries === null && item.keys.every((key) => known.has(key));
  }

  async function take(batch: readonly Work[]): Promise<void> {
    const made: Made[] = [];
    for (const one of batch) made.push(await make(one));
    // What its page would have given is not known.
    if (signal.aborted) {
      taken.isUnfinished = true;
      return;
    }
    const known = made.filter(({ row, item }) => row !== null && isKept(row, item));
    for (const one of known) await update(one);
    const fresh = made.filter((one) => !known.includes(one));
    const outcomes = await publishEach(
      parts.publisher,
      fresh.map(({ content, item }) => publicationOf({ content, item, from: taking.from })),
    );
    const told = fresh.map((one, index) => ({ one, outcome: outcomes[index] ?? null }));
    await rows.keep(
      told.map(({ one, outcome }) => ({
        ...noteOf(one, outcome?.kind === 'SAVED' ? outcome.articleId : null),
        keys: keysOf(one),
      })),
    );
    for (const { one, outcome } of told) {
      if (one.body === 'LATER') taken.isUnfinished = true;
      if (outcome !== null) await tellPublished(one, outcome);
    }
  }

  /** Whether it keeps an article up to date, or says again what was refused. */
  function isKept(row: ItemRow, { seen }: Item): boolean {
    return row.articleId !== null || (row.seen === seen && row.pageTries === null);
  }

  async function make(one: Work): Promise<Made> {
    const { item, row } = one;
    const isOver = (row?.pageTries ?? 0) >= MOST_TRIES || (row?.seen === item.seen && row.pageTries === null);
    const paged: Paged =
      follow.full && !isOver
        ? await withPage(web, item.content, signal)
        : { content: item.content, body: 'OWN' };
    // The clock of a feed may be ahead of ours: what it shows is out.
    const { publishedAt } = paged.content;
    const content =
      publishedAt !== null && publishedAt > now() ? { ...paged.content, publishedAt: null } : paged.content;
    return { ...one, ...paged, content };
  }

  async function update(one: Made): Promise<void> {
    const { row, content, body } = one;
    if (row === null) return;
    const isOfPage = PAGE in row.fields;
    // A body that was a page's does not become a feed's summary because the page is away for a moment.
    if (body === 'LATER' && isOfPage && (row.pageTries ?? 0) + 1 < MOST_TRIES) {
      taken.isUnfinished = true;
      return note(one, { ...row, pageTries: (row.pageTries ?? 0) + 1 });
    }
    const fields = fieldsOf(content);
    const changed = REVISED.filter(
      (name) =>
        fields[name] !== row.fields[name] &&
        // What several have in common by now was not taken from this one.
        !(name === 'url' && content.url === null) &&
        !(isOfPage && body !== 'PAGE' && OF_THE_PAGE.includes(name)),
    );
    const noted = noteOf(one, row.articleId);
    if (isOfPage && body !== 'PAGE')
      Object.assign(
        noted.fields,
        Object.fromEntries([...OF_THE_PAGE, PAGE].map((name) => [name, row.fields[name]])),
      );
    if (body === 'LATER') taken.isUnfinished = true;
    if (row.articleId === null || changed.length === 0) return note(one, noted);
    const held = await reviseTo(row.articleId, content, changed);
    // Once it is reinstated, it is to have what the feed says by then.
    if (held) taken.isUnfinished = true;
    else await note(one, noted);
  }

  /** Answers whether an editor holds it back. */
  async function reviseTo(
    articleId: number,
    content: ArticleContent,
    fields: readonly Revised[],
  ): Promise<boolean> {
    const revision = { articleId, by: BY, content, fields };
    let outcome = await revise(parts, revision);
    if (outcome.kind === 'CONFLICT' && fields.includes('url'))
      outcome = await revise(parts, { ...revision, fields: fields.filter((name) => name !== 'url') });
    const { headline } = content;
    if (outcome.kind === 'SAVED') taken.items.push({ kind: 'UPDATED', slug: outcome.slug });
    if (outcome.kind === 'INVALID')
      taken.items.push({ kind: 'REFUSED', what: headline, reason: sentenceOf(outcome.problems) });
    return outcome.kind === 'WITHHELD';
  }

  async function tellPublished(one: Made, outcome: Outcome | Failed): Promise<void> {
    const { headline: what } = one.content;
    if (outcome.kind === 'INVALID')
      taken.items.push({ kind: 'REFUSED', what, reason: sentenceOf(outcome.problems) });
    else if (outcome.kind === 'FAILED') taken.items.push({ kind: 'REFUSED', what, reason: outcome.reason });
    else if (outcome.kind === 'SAVED') taken.items.push({ kind: 'PUBLISHED', slug: outcome.slug });
    else {
      taken.items.push({ kind: 'KNOWN', slug: outcome.slug });
      await adopt(one, outcome.articleId);
    }
  }

  /** An article that was there already is kept up to date from now on, unless another item does that. */
  async function adopt(one: Made, articleId: number): Promise<void> {
    if (await rows.isTaken(articleId)) return;
    await note(one, noteOf(one, articleId));
    // What a feed brought, and nobody has touched since, is as the feed has it now: it was let go of, or we broke off.
    const [untouched] = await store.db
      .select({ id: articles.id })
      .from(articles)
      .innerJoin(articleVersions, eq(articleVersions.articleId, articles.id))
      .where(
        and(
          eq(articles.id, articleId),
          eq(articles.version, 1),
          isNotNull(articles.publishedAt),
          eq(articleVersions.version, 1),
          eq(articleVersions.by, BY),
        ),
      );
    const isOfPage = follow.full && one.body !== 'PAGE';
    const fields = REVISED.filter((name) => !(isOfPage && OF_THE_PAGE.includes(name)));
    if (untouched !== undefined) await reviseTo(articleId, one.content, fields);
  }

  function note(one: Work, noted: Noted): Promise<void> {
    return rows.keep([{ ...noted, keys: keysOf(one) }]);
  }

  function noteOf({ item, row, content, body }: Made, articleId: number | null): Noted {
    const tries = (row?.pageTries ?? 0) + 1;
    return {
      articleId,
      seen: item.seen,
      fields: { ...fieldsOf(content), ...(body === 'PAGE' ? { [PAGE]: PAGE } : {}) },
      pageTries: body === 'LATER' && tries < MOST_TRIES ? tries : null,
    };
  }
}

function keysOf({ item, row }: Work): string[] {
  return [...new Set([...item.keys, ...(row === null ? [] : [row.key])])];
}

function publicationOf({
  content,
  item: { digest },
  from,
}: {
  content: ArticleContent;
  item: Item;
  from: string;
}): Publication {
  return { content, digest, from, by: BY };
}
