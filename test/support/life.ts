/**
 * A model of what becomes of articles, as simple as it can be said, and the same done to a Newswire: drafts, embargoes, changes,
 * recalls, kills, and a clock. It knows what the public may see, and what of the log.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { change, type ChangedArticle } from './changing.ts';
import type { Clock } from './clock.ts';
import { statement } from './edition.ts';
import type { Running } from './newswire.ts';

const HALF_AN_HOUR = 1_800_000;
export const COLORS = ['red', 'blue', 'green'] as const;

/** What the model knows of an article. */
export interface Subject {
  id: string;
  slug: string;
  url: string;
  version: number;
  isDraft: boolean;
  status: 'USABLE' | 'WITHHELD' | 'CANCELED';
  /** The clock's time; null before it. */
  publishedAt: number | null;
  embargoedUntil: number | null;
  color: string;
  section: string;
  said: string;
  corrections: string[];
  /** By global id. */
  photos: Map<string, string>;
  quotes: Set<string>;
  /** Photos and quotes that it has had. */
  former: Set<string>;
  /** Of each public version. */
  colors: { version: number; color: string }[];
}

export interface Told {
  subject: Subject;
  kind: string;
  version: number;
  note: string | null;
  removed: Set<string>;
}

export interface Life {
  running: Running;
  clock: Clock;
  key: string;
  /** Names all that belongs to this history. */
  tag: string;
  subjects: Subject[];
  log: Told[];
  /** Makes every text another. */
  count: number;
}

export function isPublic({ publishedAt, status }: Subject): boolean {
  return publishedAt !== null && status === 'USABLE';
}

const some = fc.nat({ max: 9 });
const color = fc.constantFrom(...COLORS);
const section = fc.constantFrom('east', 'west');
const embargo = fc.constantFrom(null, null, 1, 2, 3);

const bringing = fc.record({
  do: fc.constantFrom('publish', 'draft'),
  color,
  section,
  embargo,
  photos: fc.nat({ max: 2 }),
});
const editing = fc.record({
  do: fc.constantFrom('update', 'correct'),
  of: some,
  patch: fc.record(
    { color, section, photos: fc.nat({ max: 2 }), body: fc.constant(true) },
    { requiredKeys: [] },
  ),
});
const treating = fc.record({
  do: fc.constantFrom(
    'publishDraft',
    'publishDraft',
    'withhold',
    'reinstate',
    'withhold',
    'reinstate',
    'cancel',
    'cancelPhoto',
  ),
  of: some,
});
const waiting = fc.record({ do: fc.constant('wait') });

const anything = fc.oneof(
  { weight: 1, arbitrary: bringing },
  { weight: 3, arbitrary: editing },
  { weight: 5, arbitrary: treating },
  { weight: 2, arbitrary: waiting },
);

/** Some articles, and then one thing after another; which article is meant is counted round. */
export const steps = fc
  .tuple(
    fc.array(bringing, { minLength: 2, maxLength: 3 }),
    fc.array(anything, { minLength: 6, maxLength: 14, size: 'max' }),
  )
  .map(([first, then]) => [...first, ...then]);
export type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

export async function carryOut(life: Life, step: Step): Promise<void> {
  if ('embargo' in step) await bring(life, step);
  else if ('of' in step) {
    const subject = life.subjects[step.of % Math.max(life.subjects.length, 1)];
    if (subject !== undefined) await treat(life, subject, step);
  } else life.clock.advance(HALF_AN_HOUR);
  await lapse(life);
}

async function bring(life: Life, step: Extract<Step, { embargo: number | null }>): Promise<void> {
  const { clock, tag } = life;
  const index = life.subjects.length;
  const url = `https://${tag}.example/${index}`;
  // None falls due with another, so that their order is known.
  const embargoedUntil =
    step.embargo === null ? null : clock.now() + step.embargo * HALF_AN_HOUR - 1_000 + index;
  const subject: Subject = {
    id: '',
    slug: '',
    url,
    version: 0,
    isDraft: step.do === 'draft',
    status: 'USABLE',
    publishedAt: null,
    embargoedUntil,
    color: step.color,
    section: step.section,
    said: saying(life),
    corrections: [],
    photos: new Map(),
    quotes: new Set(),
    former: new Set(),
    colors: [],
  };
  const input = {
    headline: `${tag} article ${index}`,
    source: tag,
    url,
    embargoedUntil: embargoedUntil === null ? null : new Date(embargoedUntil).toISOString(),
    ...inputOf(life, subject),
    photos: picturesOf(life, step.photos),
  };
  life.subjects.push(subject);
  const article = await save(life, step.do === 'draft' ? 'draftArticle' : 'publishArticle', { input });
  note(subject, article);
  if (!subject.isDraft && embargoedUntil === null) publish(life, subject);
  expect(article.version).toBe(subject.version);
}

type Treatment = Extract<Step, { of: number }>;

const MUTATIONS: Record<string, string> = {
  update: 'updateArticle',
  correct: 'correctArticle',
  publishDraft: 'publishDraft',
  withhold: 'withholdArticle',
  reinstate: 'reinstateArticle',
  cancel: 'cancelArticle',
  cancelPhoto: 'cancelPhoto',
};

async function treat(life: Life, subject: Subject, step: Treatment): Promise<void> {
  const { running, key } = life;
  const mutation = MUTATIONS[step.do] ?? '';
  const [photo] = subject.photos.keys();
  if (step.do === 'cancelPhoto' && photo === undefined) return;
  const text =
    step.do === 'reinstate' || step.do === 'publishDraft' || step.do === 'update' ? null : saying(life);
  const args: Record<string, unknown> = { id: step.do === 'cancelPhoto' ? photo : subject.id };
  if (text !== null) args[step.do === 'correct' ? 'note' : 'notice'] = text;
  const next = { ...subject };
  if ('patch' in step) {
    const { patch } = step;
    if (patch.color !== undefined) next.color = patch.color;
    if (patch.section !== undefined) next.section = patch.section;
    if (patch.body) next.said = saying(life);
    const given = Object.entries(inputOf(life, next)).filter(
      ([name]) =>
        (name === 'keywords' && patch.color) ||
        (name === 'section' && patch.section) ||
        (name === 'paragraphs' && patch.body),
    );
    const photos = patch.photos === undefined ? {} : { photos: picturesOf(life, patch.photos) };
    Object.assign(args, { version: subject.version, input: { ...Object.fromEntries(given), ...photos } });
  }
  if (!mayBe(subject, step.do)) {
    const { __typename } = await change(running.client, mutation, { ...args, key });
    expect([step.do, __typename]).toEqual([step.do, 'ConflictError']);
    return;
  }
  const article = await save(life, mutation, args);
  const wasPublic = isPublic(subject);
  Object.assign(subject, next);
  if (step.do === 'publishDraft') {
    subject.isDraft = false;
    const waits = subject.embargoedUntil !== null && subject.embargoedUntil > life.clock.now();
    if (waits) subject.version -= 1;
    else publish(life, subject);
    note(subject, article);
  } else {
    if (step.do === 'withhold') subject.status = 'WITHHELD';
    if (step.do === 'reinstate') subject.status = 'USABLE';
    if (step.do === 'cancel') subject.status = 'CANCELED';
    subject.version += subject.publishedAt === null ? -1 : 1;
    if (step.do === 'correct') subject.corrections.unshift(text ?? '');
    const had = partsOf(subject);
    note(subject, article);
    const left = isPublic(subject) ? partsOf(subject) : new Set<string>();
    const removed = wasPublic ? new Set([...had].filter((id) => !left.has(id))) : new Set<string>();
    if (subject.publishedAt !== null)
      tell(life, subject, { kind: KINDS[step.do] ?? 'UPDATED', note: text, removed });
  }
  expect(article.version).toBe(subject.version);
}

const KINDS: Record<string, string> = {
  correct: 'CORRECTED',
  withhold: 'WITHHELD',
  reinstate: 'REINSTATED',
  cancel: 'CANCELED',
};

function mayBe({ status, isDraft, publishedAt }: Subject, what: Treatment['do']): boolean {
  if (status === 'CANCELED') return false;
  if (what === 'publishDraft') return isDraft;
  if (what === 'correct') return publishedAt !== null;
  if (what === 'withhold') return !isDraft && status === 'USABLE';
  return what !== 'reinstate' || status === 'WITHHELD';
}

/** What has fallen due goes out, in the order of its hour. */
async function lapse(life: Life): Promise<void> {
  await life.running.newswire.newsroom.watchEmbargoes().close();
  const now = life.clock.now();
  const due = life.subjects.filter(
    ({ publishedAt, isDraft, status, embargoedUntil }) =>
      publishedAt === null &&
      !isDraft &&
      status === 'USABLE' &&
      embargoedUntil !== null &&
      embargoedUntil <= now,
  );
  for (const subject of due.toSorted((a, b) => Number(a.embargoedUntil) - Number(b.embargoedUntil))) {
    publish(life, subject);
  }
}

function publish(life: Life, subject: Subject): void {
  subject.publishedAt = life.clock.now();
  subject.version = 1;
  tell(life, subject, { kind: 'PUBLISHED', note: null, removed: new Set() });
}

function tell(life: Life, subject: Subject, told: Pick<Told, 'kind' | 'note' | 'removed'>): void {
  const { version } = subject;
  if (isPublic(subject)) subject.colors.push({ version, color: subject.color });
  life.log.push({ subject, version, ...told });
}

async function save(life: Life, mutation: string, args: Record<string, unknown>): Promise<ChangedArticle> {
  const answer = await change(life.running.client, mutation, { ...args, key: life.key });
  if (answer.article === undefined || answer.__typename !== 'ArticleSaved')
    throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return answer.article;
}

/** Ids and slugs are given by Newswire. */
function note(subject: Subject, { id, slug, photos, quotes }: ChangedArticle): void {
  Object.assign(subject, { id, slug });
  subject.photos = new Map(photos.edges.map(({ node }) => [node.id, node.caption ?? '']));
  subject.quotes = new Set(quotes.edges.map(({ node }) => node.id));
  for (const part of partsOf(subject)) subject.former.add(part);
}

export function partsOf({ photos, quotes }: Subject): Set<string> {
  return new Set([...photos.keys(), ...quotes]);
}

function saying(life: Life): string {
  return `The ${life.tag} word ${(life.count += 1)} was said`;
}

function picturesOf(life: Life, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    url: `https://pictures.example/${life.tag}-${index}.jpg`,
    caption: `${life.tag} picture ${index}`,
  }));
}

function inputOf({ tag }: Life, { color: hue, section: place, said }: Subject) {
  return {
    keywords: [tag, `${tag} ${hue}`],
    section: `life/${tag}/${place}`,
    paragraphs: [statement(said, `${tag} Speaker`)],
  };
}
