/** Whatever becomes of articles, every path shows everybody what a simple model says that they may see, and nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breadcrumbOfPath } from '../../src/news/section.ts';
import { createClock } from '../support/clock.ts';
import { brief } from '../support/edition.ts';
import {
  carryOut,
  COLORS,
  isPublic,
  type Life,
  partsOf,
  type Subject,
  steps,
  type Told,
} from '../support/life.ts';
import { useNewswire } from '../support/newswire.ts';
import { expectPacked } from '../support/packed.ts';
import { isLong, seed } from '../support/runs.ts';

const ROLES = ['nobody', 'reader', 'editor', 'admin'] as const;
type Role = (typeof ROLES)[number];

const clock = createClock();
const keys = {} as Record<Role, string>;
const newswire = useNewswire({ now: clock.now }, async ({ key }) => {
  for (const role of ROLES) if (role !== 'nobody') keys[role] = await key(role);
});

const LISTS = `query ($tag: [String!], $path: String!, $word: String!, $speaker: String!, $ids: [ID!]!, $anchor: String!, $after: Cursor) {
  newest: articles(filter: { sources: $tag }) { ...Listed }
  oldest: articles(filter: { keywords: $tag }, orderBy: OLDEST) { ...Listed }
  updated: articles(filter: { text: $word }, orderBy: UPDATED) { ...Listed }
  without: articles(filter: { sources: $tag, not: { speakers: [$speaker] } }) { totalCount }
  search(query: $word) { totalCount edges { node { slug } } }
  photos(filter: { sources: $tag }) { totalCount edges { node { id article { slug } } } }
  quotes(speaker: $speaker) { totalCount edges { node { id text article { slug } } } }
  said: quotes(search: $word) { totalCount }
  section(path: $path) { path children { slug articles { totalCount } } articles { totalCount } }
  nodes(ids: $ids) { id }
  article(slug: $anchor) { related(first: 20) { slug } }
  changes(after: $after, filter: { sources: $tag }, first: 1000) { events { ...Told } }
  drafts: desk(state: DRAFT, first: 100) { edges { node { slug } } }
  embargoed: desk(state: EMBARGOED, first: 100) { edges { node { slug } } }
  withheld: desk(state: WITHHELD, first: 100) { edges { node { slug } } }
  canceled: desk(state: CANCELED, first: 100) { edges { node { slug } } }
}
fragment Listed on ArticleConnection { totalCount edges { node { slug } } }
fragment Told on ArticleEvent { kind slug version note removedIds article { slug } }`;

/** Paths that name one article, and events by what it was. */
function eachOf({ subjects, tag }: Life): string {
  const asked = subjects.map(
    ({ id, slug, url }, index) => `
    slug${index}: article(slug: "${slug}") { ...Seen }
    url${index}: articleByIdentifier(identifier: { url: "${url}" }) { slug }
    id${index}: articleByIdentifier(identifier: { id: "${id}" }) { slug }
    node${index}: node(id: "${id}") { ... on Article { slug } }`,
  );
  const colors = COLORS.map(
    (color) =>
      `${color}: changes(after: $after, filter: { keywords: ["${tag} ${color}"] }, first: 1000) { events { slug version } }`,
  );
  return `query ($after: Cursor) { logHead ${asked.join('')} ${colors.join('\n')} }
    ${subjects.length > 0 ? 'fragment Seen on Article { version pubStatus corrections { note } versions { version } photos { edges { node { caption } } } quotes { edges { node { text } } } }' : ''}`;
}

let histories = 0;
/** How often articles were seen as they were, so that the histories are worth trying. */
const met = { shown: 0, hidden: 0, recalled: 0 };

it(
  'histories of drafts, embargoes, changes, holds and kills',
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const running = newswire();
        const tag = `life${(histories += 1)}x`;
        await running.publish(
          brief(`${tag} anchor`, { keywords: [tag], section: breadcrumbOfPath(`anchors/${tag}`) }),
        );
        const { logHead: after } = await running.client.data<{ logHead: string }>('{ logHead }');
        const life: Life = { running, clock, key: keys.admin, tag, subjects: [], log: [], count: 0 };
        for (const step of history) await carryOut(life, step);
        for (const role of ROLES) await look(life, role, after);
        await hear(life, after);
        for (const subject of life.subjects) met[isPublic(subject) ? 'shown' : 'hidden'] += 1;
        met.recalled += life.log.filter(({ kind }) => RECALLS.has(kind)).length;
      }),
      { numRuns: isLong ? 5_000 : 20, seed },
    );
    await expectPacked(newswire());
    expect(Math.min(...Object.values(met))).toBeGreaterThan(10);
  },
  isLong ? 3_600_000 : 60_000,
);

async function look(life: Life, role: Role, after: string): Promise<void> {
  const { subjects, tag, running } = life;
  const seen = subjects.filter(isPublic);
  const slugs = (of: readonly Subject[]) => new Set(of.map(({ slug }) => slug));
  const listed = {
    totalCount: seen.length,
    edges: [...slugs(seen)].map((slug) => ({ node: { slug } })),
  };
  const photos = seen.flatMap(({ slug, photos: all }) =>
    [...all.keys()].map((id) => ({ node: { id, article: { slug } } })),
  );
  const quotes = seen.flatMap(({ slug, quotes: all, said }) =>
    [...all].map((id) => ({ node: { id, text: `${said},`, article: { slug } } })),
  );
  const places = ['east', 'west'].flatMap((slug) => {
    const totalCount = seen.filter(({ section }) => section === slug).length;
    return totalCount > 0 ? [{ slug, articles: { totalCount } }] : [];
  });
  const ids = subjects.flatMap(({ id, former }) => [id, ...former]);
  const shownIds = new Set(seen.flatMap((subject) => [subject.id, ...partsOf(subject)]));
  const hidden = (takes: (subject: Subject) => boolean) =>
    slugs(
      role === 'editor' || role === 'admin' ? subjects.filter((one) => !isPublic(one) && takes(one)) : [],
    );
  const variables = {
    tag: [tag],
    path: `life/${tag}`,
    word: tag,
    speaker: `${tag} Speaker`,
    anchor: `${tag}-anchor`,
    ids,
    after,
  };
  const options = role === 'nobody' ? {} : { key: keys[role] };
  const answer = await running.client.data<Record<string, unknown>>(LISTS, variables, options);
  const ofTag = (state: string) => {
    const { edges } = answer[state] as { edges: { node: { slug: string } }[] };
    return new Set(edges.map(({ node }) => node.slug).filter((slug) => slug.startsWith(`${tag}-`)));
  };
  // The anchor has the word and the keyword too.
  const anchored = [`${tag}-anchor`, ...slugs(seen)].map((slug) => ({ node: { slug } }));
  const withAnchor = { totalCount: seen.length + 1, edges: anchored };
  const { changes, search, ...others } = answer as {
    changes: { events: { removedIds: string[] }[] };
  } & Record<string, unknown>;
  for (const event of changes.events) event.removedIds = event.removedIds.toSorted();
  expect(changes).toEqual({ events: life.log.filter(isEverTaken).map(eventOf) });
  expect(sorted(search)).toEqual(sorted(withAnchor));
  expect(sorted(others)).toEqual(
    sorted({
      ...others,
      newest: listed,
      oldest: withAnchor,
      updated: withAnchor,
      without: { totalCount: 0 },
      photos: { totalCount: photos.length, edges: photos },
      quotes: { totalCount: quotes.length, edges: quotes },
      said: { totalCount: quotes.length },
      section:
        seen.length === 0
          ? null
          : { path: `life/${tag}`, children: places, articles: { totalCount: seen.length } },
      nodes: ids.map((id) => (shownIds.has(id) ? { id } : null)),
      article: { related: [...slugs(seen)].map((slug) => ({ slug })) },
    }),
  );
  expect([ofTag('drafts'), ofTag('embargoed'), ofTag('withheld'), ofTag('canceled')]).toEqual([
    hidden(({ status, isDraft }) => status === 'USABLE' && isDraft),
    hidden(({ status, isDraft }) => status === 'USABLE' && !isDraft),
    hidden(({ status }) => status === 'WITHHELD'),
    hidden(({ status }) => status === 'CANCELED'),
  ]);
  const each = await running.client.data<Record<string, unknown>>(eachOf(life), { after }, options);
  for (const [index, subject] of subjects.entries()) {
    const { slug, version, status, corrections, photos: all, said } = subject;
    const one = isPublic(subject) ? { slug } : null;
    expect([each[`url${index}`], each[`id${index}`], each[`node${index}`]]).toEqual([one, one, one]);
    const isEditor = role === 'editor' || role === 'admin';
    expect(each[`slug${index}`]).toEqual(
      one && {
        version,
        pubStatus: status,
        corrections: corrections.map((note) => ({ note })),
        versions: isEditor ? Array.from({ length: version }, (_, less) => ({ version: version - less })) : [],
        photos: { edges: [...all.values()].map((caption) => ({ node: { caption } })) },
        quotes: { edges: [{ node: { text: `${said},` } }] },
      },
    );
  }
  for (const color of COLORS) {
    const events = life.log.filter(({ subject, version }) =>
      subject.colors.some((was) => was.color === color && was.version <= version),
    );
    expect(each[color]).toEqual({
      events: events.map(({ subject: { slug }, version }) => ({ slug, version })),
    });
  }
}

/** The same over the live wire, from the beginning. */
async function hear(life: Life, after: string): Promise<void> {
  const events = life.log.filter(isEverTaken).map(eventOf);
  if (events.length === 0) return;
  const heard = life.running.client.subscribe<{ articleChanged: { removedIds: string[] } }>(
    'SSE',
    `subscription ($filter: ArticleFilter, $after: Cursor) { articleChanged(filter: $filter, after: $after) {
      kind slug version note removedIds article { slug }
    } }`,
    { filter: { sources: [life.tag] }, after },
  );
  const told = (await heard.take(events.length)).map(({ articleChanged: event }) => ({
    ...event,
    removedIds: event.removedIds.toSorted(),
  }));
  expect(told).toEqual(events);
  await heard.end();
}

const RECALLS = new Set(['WITHHELD', 'REINSTATED', 'CANCELED']);

/** What never was public is told to nobody. */
function isEverTaken({ subject, version }: Told): boolean {
  return subject.colors.some((was) => was.version <= version);
}

function eventOf({ subject, kind, version, note, removed }: Told) {
  const { slug } = subject;
  const isShown = isPublic(subject);
  return {
    kind,
    slug,
    version,
    note: isShown || RECALLS.has(kind) ? note : null,
    removedIds: [...removed].toSorted(),
    article: isShown ? { slug } : null,
  };
}

/** Lists in one order, whatever theirs was. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((one) => JSON.stringify(sorted(one)));
    return texts.toSorted().map((text) => JSON.parse(text) as unknown);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sorted(part)]));
}
