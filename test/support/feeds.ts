/**
 * A feed on a site of this machine, and a Newswire that follows it: the clock stands still until a test moves it, and what is due is
 * polled when the test says so.
 */
import { createHash } from 'node:crypto';
import { createClock } from './clock.ts';
import { startNewswire, type StartOptions } from './newswire.ts';
import { type Site, startSite } from './site.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const EVERY = { every: 5 * MINUTE, full: false };

export interface Entry {
  title: string;
  text?: string;
  guid?: string | null;
  link?: string | null;
  date?: number;
}

/** `channel` is what else stands in it. */
export function rss(entries: readonly Entry[], channel = ''): string {
  const items = entries.map(
    ({ title, text = `${title}, as it was heard.`, guid = title, link = null, date }) =>
      [
        `<item><title>${title}</title><description>${text}</description>`,
        guid === null ? '' : `<guid isPermaLink="false">${guid}</guid>`,
        link === null ? '' : `<link>${link}</link>`,
        date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`,
        '</item>',
      ].join(''),
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>${channel}${items.join('')}</channel></rss>`;
}

interface Change {
  slug: string;
  kind: string;
  version: number;
}

export async function startFollowing(options: StartOptions = {}) {
  const clock = createClock();
  const { newswire, runSql, databaseUrl } = await startNewswire({
    environment: { NEWSWIRE_FOLLOW_PRIVATE: 'localhost' },
    now: clock.now,
    idle: true,
    ...options,
  });
  // It is closed before those who are connected to it.
  const site = await startSite();
  const { follows, editor } = newswire.newsroom;
  const ask = async <Data>(query: string): Promise<Data> => {
    const answer = await newswire.fetch(
      new Request(`http://localhost/graphql?query=${encodeURIComponent(query)}`),
    );
    return ((await answer.json()) as { data: Data }).data;
  };
  return {
    clock,
    site,
    newswire,
    follows,
    editor,
    runSql,
    databaseUrl,
    feed: `${site.url}/feed`,
    /** Polls what is due after so long. */
    pollAfter: (milliseconds: number) => {
      clock.advance(milliseconds);
      return follows.pollDue();
    },
    /** What the log holds, first to last. */
    async changes(): Promise<string[]> {
      const { changes } = await ask<{ changes: { events: Change[] } }>(
        '{ changes(first: 1000) { events { slug kind version } } }',
      );
      return changes.events.map(({ slug, kind, version }) => `${kind} ${slug} ${version}`);
    },
    async article(slug: string) {
      type Shown = {
        headline: string;
        bodyText: string;
        bodyHtml: string;
        description: string | null;
        url: string | null;
      };
      const { article } = await ask<{ article: Shown | null }>(
        `{ article(slug: "${slug}") { headline bodyText bodyHtml description url } }`,
      );
      return article;
    },
    async state() {
      const [only] = await follows.list();
      if (only === undefined) throw new Error('nothing is followed');
      return { ...only, in: only.nextAt - clock.now() };
    },
    async idOf(slug: string): Promise<number> {
      const [row] = (await runSql(`SELECT id FROM articles WHERE slug = '${slug}'`)) as { id: number }[];
      return Number(row?.id);
    },
  };
}

/** Answers 304 to who has it. */
export function tagged(site: Site, path: string, body: string, headers: Record<string, string> = {}): void {
  const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
  site.put(path, (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag, ...headers }).end();
    else response.writeHead(200, { etag, ...headers }).end(body);
  });
}
