/**
 * The bundled edition is well-formed: whatever a fresh store is filled with can be published as it is, asks nothing of
 * another host, and is as varied as its README says. Nothing here publishes it.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const WRITTEN_BY = Date.parse('2026-11-21T00:00:00Z');
const MAX_PICTURE_BYTES = 6_000;

const text = z
  .string()
  .min(1)
  .refine((value) => value === value.trim(), 'has space around it');
const time = z.iso.datetime().refine((value) => Date.parse(value) < WRITTEN_BY, 'is not in the past');
const share = z.number().min(0).max(1);

// Strict on purpose: a field that ArticleInput or PhotoInput does not have would be refused at first start.
const photoInput = z.strictObject({
  url: z.string().regex(/^\/photos\/[a-z-]+\.svg$/),
  caption: text,
  altText: text,
  creditLine: text,
  creator: text,
  dateCreated: time,
  locationShown: text,
  personsShown: z.array(text).min(1).optional(),
  copyrightNotice: text.optional(),
  usageTerms: text.optional(),
  width: z.int().positive(),
  height: z.int().positive(),
  focalPoint: z.strictObject({ x: share, y: share }).optional(),
  paragraph: z.int().nonnegative().optional(),
});
const articleInput = z.strictObject({
  headline: text.max(100),
  description: text,
  section: z.string().regex(/^[a-z]+(-[a-z]+)*(\/[a-z]+(-[a-z]+)*){1,2}$/),
  byline: text,
  dateline: text.optional(),
  language: z.enum(['en', 'en-GB', 'de']),
  keywords: z
    .array(text)
    .min(3)
    .max(6)
    .refine((all) => new Set(all).size === all.length),
  urgency: z.int().min(1).max(9),
  source: text,
  sourceId: text,
  publishedAt: time,
  copyrightNotice: text.optional(),
  usageTerms: text.optional(),
  editorialNote: text.optional(),
  bodyHtml: text,
  photos: z.array(photoInput).min(1).max(3).optional(),
});

const files = readdirSync(join(SAMPLES, 'articles')).toSorted();
const pictures = readdirSync(join(SAMPLES, 'photos')).toSorted();
const edition = files.map((file) => ({ file, article: readArticle(file) }));
const articles = edition.map(({ article }) => article);

function readArticle(file: string): z.infer<typeof articleInput> {
  const read = articleInput.safeParse(JSON.parse(readFileSync(join(SAMPLES, 'articles', file), 'utf8')));
  if (!read.success) throw new Error(`${file} is not a well-formed sample:\n${z.prettifyError(read.error)}`);
  return read.data;
}

function picture(name: string): string {
  return readFileSync(join(SAMPLES, 'photos', name), 'utf8');
}

interface Tag {
  name: string;
  parent: string;
  attributes: { name: string; value: string }[];
}

function tagsOf(parent: DefaultTreeAdapterTypes.ParentNode): Tag[] {
  return parent.childNodes.flatMap((node) =>
    'tagName' in node
      ? [{ name: node.tagName, parent: parent.nodeName, attributes: node.attrs }, ...tagsOf(node)]
      : [],
  );
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const bodies = edition.map(({ file, article }) => {
  const fragment = parseFragment(article.bodyHtml);
  const tags = tagsOf(fragment);
  return { file, article, fragment, tags, text: textOf(fragment), names: tags.map(({ name }) => name) };
});
const blockCount = (names: string[]) => names.filter((name) => /^(p|h2|h3|li|blockquote)$/.test(name)).length;
const bodiesWith = (name: string) => bodies.filter(({ names }) => names.includes(name)).length;

describe('the sample articles', () => {
  it('are numbered from the oldest to the newest, each at a time of its own', () => {
    expect(files.map((file) => Number(/^(\d\d)-[a-z0-9-]+\.json$/.exec(file)?.[1]))).toEqual(
      files.map((_, index) => index + 1),
    );
    const times = articles.map(({ publishedAt }) => Date.parse(publishedAt));
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('can be told apart by headline and by source and sourceId', () => {
    expect(new Set(articles.map(({ headline }) => headline)).size).toBe(articles.length);
    expect(new Set(articles.map(({ source, sourceId }) => `${source} ${sourceId}`)).size).toBe(
      articles.length,
    );
  });

  it.each(bodies)('$file has a body of known blocks that links only to example.org', (body) => {
    const allowed = /^(p|h2|h3|ul|ol|li|blockquote|a|strong|em)$/;
    expect(body.names.filter((name) => !allowed.test(name))).toEqual([]);
    for (const { name, attributes } of body.tags) {
      expect(attributes.map((attribute) => attribute.name)).toEqual(name === 'a' ? ['href'] : []);
      for (const { value } of attributes) expect(value).toMatch(/^https:\/\/example\.org\/[a-z0-9/-]+$/);
    }
    const loose = body.fragment.childNodes.filter((node) => !('tagName' in node)).map(textOf);
    expect(loose.join('').trim()).toBe('');
    const nested = body.tags.filter(({ name, parent }) => name === 'p' && parent !== '#document-fragment');
    expect(nested).toEqual([]);
  });

  it.each(bodies)('$file is of 120 to 350 words', ({ text: words }) => {
    const count = words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    expect(count).toBeGreaterThanOrEqual(120);
    expect(count).toBeLessThanOrEqual(350);
  });

  it.each(bodies)('$file has curly quotation marks that pair', ({ article, text: words }) => {
    expect(words).not.toMatch(/["']/);
    const german = article.language === 'de';
    const [open, close] = german ? ['„', '“'] : ['“', '”'];
    let depth = 0;
    for (const mark of words.match(/[„“”]/g) ?? []) {
      depth += mark === open ? 1 : mark === close ? -1 : Number.NaN;
      expect([0, 1]).toContain(depth);
    }
    expect(depth).toBe(0);
  });

  it('show every kind of thing that can be asked', () => {
    const roots = new Set(articles.map(({ section }) => section.split('/')[0]));
    expect(roots.size).toBeGreaterThanOrEqual(3);
    expect(new Set(articles.map(({ section }) => section)).size).toBeGreaterThanOrEqual(14);
    expect(articles.filter(({ language }) => language === 'de')).toHaveLength(4);
    expect(articles.filter(({ language }) => language !== 'de')).toHaveLength(21);
    const ofUrgency = (urgency: number) => articles.filter((article) => article.urgency === urgency).length;
    expect([ofUrgency(1), ofUrgency(2)]).toEqual([1, 2]);
    expect(bodies.filter(({ text: words }) => /\bReyes (said|told)\b/.test(words)).length).toBeGreaterThan(3);
    expect(bodiesWith('h2')).toBeGreaterThanOrEqual(4);
    expect(bodiesWith('a')).toBeGreaterThanOrEqual(6);
    for (const name of ['ul', 'ol', 'blockquote']) expect(bodiesWith(name)).toBeGreaterThan(0);
    for (const word of ['ferry', 'harbour', 'tide']) {
      expect(bodies.filter(({ text: words }) => words.includes(word)).length).toBeGreaterThan(5);
    }
  });
});

describe('the sample pictures', () => {
  const shown = edition.flatMap(({ file, article }) =>
    (article.photos ?? []).map((photo) => ({
      file,
      article,
      photo,
      name: photo.url.slice('/photos/'.length),
    })),
  );

  it('are the ones that the articles show, no more and no fewer', () => {
    expect([...new Set(shown.map(({ name }) => name))].toSorted()).toEqual(pictures);
  });

  it.each(shown)(
    '$name in $file has its measures, its past and its place',
    ({ article, photo, name, file }) => {
      expect(picture(name)).toContain(
        ` width="${photo.width}" height="${photo.height}" viewBox="0 0 ${photo.width} ${photo.height}"`,
      );
      expect(Date.parse(photo.dateCreated)).toBeLessThan(Date.parse(article.publishedAt));
      const blocks = blockCount(bodies.find((body) => body.file === file)?.names ?? []);
      expect(photo.paragraph ?? 0).toBeLessThan(blocks);
    },
  );

  it.each(pictures)('%s is small, titled, and does and loads nothing', (name) => {
    const svg = picture(name);
    expect(statSync(join(SAMPLES, 'photos', name)).size).toBeLessThan(MAX_PICTURE_BYTES);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    expect(svg).toMatch(/<title>[^<]+<\/title>/);
    const tags = tagsOf(parseFragment(svg));
    const shapes = /^(svg|title|defs|g|use|path|rect|circle|ellipse|stop|linearGradient|radialGradient)$/;
    expect(tags.map((tag) => tag.name).filter((tag) => !shapes.test(tag))).toEqual([]);
    const ids = tags.flatMap(({ attributes }) => attributes.filter((attribute) => attribute.name === 'id'));
    const known = ids.map(({ value }) => `#${value}`);
    expect(new Set(known).size).toBe(known.length);
    for (const attribute of tags.flatMap(({ attributes }) => attributes)) {
      expect(attribute.name).not.toMatch(/^on|^style$|^src$/i);
      if (attribute.name === 'href') expect(known).toContain(attribute.value);
      const reference = /url\((.*?)\)/.exec(attribute.value)?.[1];
      if (reference !== undefined) expect(known).toContain(reference);
    }
  });
});
