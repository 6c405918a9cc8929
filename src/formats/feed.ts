/**
 * Feeds: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and JSON Feed, each item an article. feedsmith reads the XML, and neither fetches
 * nor expands what a document declares of entities.
 */
import {
  type AtomFeed,
  type DcNs,
  type JsonFeed,
  parseAtomFeed,
  parseJsonFeed,
  parseRdfFeed,
  parseRssFeed,
  type RdfFeed,
  type RssFeed,
} from 'feedsmith';
import type { ArticleContent } from '../news/article.ts';
import { HtmlTooTangled } from '../news/html-tree.ts';
import { webAddress } from '../news/link.ts';
import { articleOfItem, type FeedAbout, type FeedItem, type FeedText } from './feed-item.ts';
import { photosOf } from './feed-photos.ts';
import type { Format, Reading, Refusal } from './format.ts';

type Rss = RssFeed.Feed<string>;
type Atom = AtomFeed.Feed<string>;

interface Feed {
  about: FeedAbout;
  items: FeedItem[];
}

/** What may stand before the first element: a declaration, comments, a document type. */
const PROLOGUE = String.raw`^\s*(?:<\?[^]{0,1000}?\?>\s*|<!--[^]{0,2000}?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]{0,10000}\]\s*)?>\s*)*`;

export const rssFormat: Format = {
  name: 'RSS',
  recognizes: (text) => new RegExp(`${PROLOGUE}<(?:rss|rdf:RDF)\\b`, 'i').test(text),
  read: (text, at) =>
    readFeed(text, at, (xml, from) =>
      /<rdf:RDF\b/i.test(xml.slice(0, 20_000)) ? rdf(xml, from) : rss(xml, from),
    ),
};

export const atomFormat: Format = {
  name: 'Atom',
  recognizes: (text) => new RegExp(`${PROLOGUE}<(?:\\w+:)?feed\\b`, 'i').test(text),
  read: (text, at) => readFeed(text, at, atom),
};

export const jsonFeedFormat: Format = {
  name: 'JSON Feed',
  recognizes: (text) =>
    /^\s*\{/.test(text) && /"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text.slice(0, 100_000)),
  read: (text, at) => readFeed(text, at, json),
};

export const FEED_FORMATS: readonly Format[] = [rssFormat, atomFormat, jsonFeedFormat];

/** What the reason begins with where a feed cannot be read at all. */
const UNREADABLE = 'The feed cannot be read';

/** Whether nothing at all could be read of the feed, which another attempt may change. */
export function isUnreadable({ articles, refused: [only] }: Reading): boolean {
  return articles.length === 0 && only?.reason.startsWith(UNREADABLE) === true;
}

/** `from`: where it was taken from, on the web; what it names is relative to that where it does not say to what. */
type Parse = (text: string, from: string | null) => Feed;

function readFeed(text: string, at: string | undefined, parse: Parse): Reading {
  let feed: Feed;
  try {
    feed = parse(text, at === undefined ? null : webAddress(at));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refusal(`${UNREADABLE} (${why}): see that it is whole.`);
  }
  const articles: ArticleContent[] = [];
  const refused: Refusal[] = [];
  for (const [position, item] of feed.items.entries()) {
    const article = articleOrReason(item, feed.about);
    if ('reason' in article) refused.push({ position, ...article });
    else articles.push(article);
  }
  if (feed.items.length === 0) return refusal('The feed has no items: there is nothing to publish.');
  return { articles, refused };
}

function articleOrReason(item: FeedItem, about: FeedAbout): ReturnType<typeof articleOfItem> {
  try {
    return articleOfItem(item, about);
  } catch (error) {
    if (error instanceof HtmlTooTangled) return { reason: error.message };
    throw error;
  }
}

function refusal(reason: string): Reading {
  return { articles: [], refused: [{ position: 0, reason }] };
}

function rss(xml: string, from: string | null): Feed {
  const feed: Rss = parseRssFeed(xml);
  const { title, language, copyright, items = [] } = feed;
  const link = addressOf(feed.link, from) ?? from;
  return {
    about: { source: title ?? null, language: language ?? null, rights: copyright ?? null },
    items: items.map((item): FeedItem => {
      const {
        guid,
        pubDate,
        authors = [],
        categories = [],
        content,
        description,
        dc,
        media,
        enclosures,
      } = item;
      // A guid is an address unless it says that it is none.
      const permanent =
        guid?.isPermaLink !== false && /^https?:/.test(guid?.value ?? '') ? guid?.value : undefined;
      const address = addressOf(item.link ?? permanent, link);
      return {
        title: html(item.title),
        content: html(content?.encoded),
        summary: html(description),
        link: address,
        id: guid?.value ?? null,
        published: pubDate ?? dateOf(dc),
        authors: namesOf([...(dc?.creators ?? []), ...authors.map(nameOfPerson)]),
        categories: namesOf([...categories.map(({ name }) => name), ...(dc?.subjects ?? [])]),
        language: dc?.languages?.[0] ?? null,
        rights: dc?.rights?.[0] ?? null,
        photos: photosOf({ media, enclosures, base: link }),
        base: address ?? link,
      };
    }),
  };
}

function rdf(xml: string, from: string | null): Feed {
  const feed: RdfFeed.Feed<string> = parseRdfFeed(xml);
  const { title, items = [], dc: about } = feed;
  const link = addressOf(feed.link, from) ?? from;
  return {
    about: {
      source: title ?? null,
      language: about?.languages?.[0] ?? null,
      rights: about?.rights?.[0] ?? null,
    },
    items: items.map((item): FeedItem => ({
      title: html(item.title),
      content: html(item.content?.encoded),
      summary: html(item.description),
      link: addressOf(item.link, link),
      id: item.rdf?.about ?? item.link ?? null,
      published: dateOf(item.dc),
      authors: namesOf(item.dc?.creators ?? []),
      categories: namesOf(item.dc?.subjects ?? []),
      language: item.dc?.languages?.[0] ?? null,
      rights: item.dc?.rights?.[0] ?? null,
      photos: photosOf({ media: item.media, base: link }),
      base: addressOf(item.link, link) ?? link,
    })),
  };
}

function atom(xml: string, from: string | null): Feed {
  const feed: Atom = parseAtomFeed(xml);
  const { entries = [], links = [] } = feed;
  const home = addressIn(links, feed.xml?.base ?? from);
  const outer = feed.xml?.base ?? home ?? from;
  return {
    about: {
      source: feed.title?.value ?? null,
      language: feed.xml?.lang ?? null,
      rights: feed.rights?.value ?? null,
    },
    items: entries.map((entry): FeedItem => {
      const { content, authors = feed.authors ?? [], categories = [], links: ofEntry = [] } = entry;
      const base = resolved(entry.xml?.base, outer);
      const link = addressIn(ofEntry, base);
      const inner = resolved(content?.xml?.base, base) ?? link;
      return {
        title: textOf(entry.title),
        content: content?.src === undefined ? textOf(content) : null,
        summary: textOf(entry.summary),
        link,
        id: entry.id ?? null,
        published: entry.published ?? entry.updated ?? null,
        authors: namesOf(authors.map(({ name }) => name)),
        categories: namesOf(categories.map(({ label, term }) => label ?? term)),
        language: entry.xml?.lang ?? null,
        rights: entry.rights?.value ?? null,
        photos: photosOf({
          media: entry.media,
          enclosures: ofEntry
            .filter(({ rel }) => rel === 'enclosure')
            .map(({ href, type }) => ({ url: href, type })),
          base: inner,
        }),
        base: inner,
      };
    }),
  };
}

function json(text: string, from: string | null): Feed {
  const feed: JsonFeed.Feed<string> = parseJsonFeed(JSON.parse(text));
  const { title, language, items = [], authors: ofFeed = [] } = feed;
  const home = addressOf(feed.home_page_url, from) ?? from;
  return {
    about: { source: title ?? null, language: language ?? null, rights: null },
    items: items.map((item): FeedItem => {
      const { attachments = [], authors = ofFeed, image, banner_image: banner } = item;
      const base = addressOf(item.url, home) ?? home;
      return {
        title: plain(item.title),
        content: html(item.content_html) ?? plain(item.content_text),
        summary: plain(item.summary),
        link: item.url ?? item.external_url ?? null,
        id: item.id ?? null,
        published: item.date_published ?? null,
        authors: namesOf(authors.map(({ name }) => name)),
        categories: namesOf(item.tags ?? []),
        language: item.language ?? null,
        rights: null,
        photos: photosOf({
          enclosures: attachments.map(({ url, mime_type: type }) => ({ url, type })),
          images: [image ?? banner],
          base,
        }),
        base,
      };
    }),
  };
}

function html(value: string | undefined): FeedText | null {
  return value === undefined ? null : { value, isHtml: true };
}

function plain(value: string | undefined): FeedText | null {
  return value === undefined ? null : { value, isHtml: false };
}

/** RFC 4287, 3.1.1: text that names no type is plain. */
function textOf(
  text: { value?: string | undefined; type?: string | undefined } | undefined,
): FeedText | null {
  if (text?.value === undefined) return null;
  const { value, type = 'text' } = text;
  return { value, isHtml: /^(?:html|xhtml|text\/html|application\/xhtml\+xml)$/i.test(type) };
}

function dateOf(dc: DcNs.ItemOrFeed<string> | undefined): string | null {
  return dc?.dates?.[0] ?? null;
}

/** "ann@paper.example (Ann Reyes)" and "Ann Reyes". */
function nameOfPerson(person: RssFeed.Person): string | undefined {
  if (typeof person !== 'string') return (person as { name?: string }).name;
  return /\(([^()]+)\)\s*$/.exec(person)?.[1] ?? person;
}

function namesOf(names: readonly (string | undefined)[]): string[] {
  const written = names
    .flatMap((name) => name?.replace(/\s+/g, ' ').trim() ?? [])
    .filter((name) => name !== '');
  return [...new Set(written)];
}

interface AtomLink {
  href?: string | undefined;
  rel?: string | undefined;
}

/** The page that it is of. */
function addressIn(links: readonly AtomLink[], base: string | null): string | null {
  const link = links.find(({ rel = 'alternate' }) => rel === 'alternate');
  return addressOf(link?.href, base);
}

function addressOf(address: string | undefined, base: string | null): string | null {
  return address === undefined ? null : resolved(address, base);
}

/** Against what stands around it; as it is where that is not known. */
function resolved(address: string | undefined, base: string | null): string | null {
  if (address === undefined) return base;
  return base !== null && URL.canParse(address, base) ? new URL(address, base).href : address;
}
