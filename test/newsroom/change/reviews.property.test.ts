/**
 * Whatever becomes of a body, a review goes with its words: what was mended stays mended, what was removed stays away, and what
 * is gone takes its review with it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { change, type Changed, type ChangedArticle, eventsOf } from '../../support/changing.ts';
import { SPEAKERS, statement } from '../../support/edition.ts';
import { type Running, useNewswire } from '../../support/newswire.ts';
import { expectPacked } from '../../support/packed.ts';
import { runs } from '../../support/runs.ts';

/** Said by several. */
const SAYINGS = ['We counted the boats', 'It was dark', 'Nobody asked', 'We will row again'] as const;
const NAMES = [...SPEAKERS, 'the harbour council', 'Ulf Holt'] as const;

/** A paragraph, and what the model knows of its quote. */
interface Line {
  id: number;
  /** Tells it from all others by most of its words. */
  lead: string;
  /** null: it quotes nobody. */
  said: string | null;
  author: string;
  review: Review | null;
}

interface Review {
  removed: boolean;
  speaker: string | null;
  via: string | null;
}

const some = fc.nat({ max: 20 });
const line = fc.record({
  said: fc.option(fc.constantFrom(...SAYINGS), { freq: 4 }),
  author: fc.constantFrom(...SPEAKERS),
});
const editing = fc.oneof(
  fc.record({ do: fc.constant('insert' as const), at: some, line }),
  fc.record({ do: fc.constant('drop' as const), at: some }),
  fc.record({ do: fc.constant('move' as const), at: some, to: some }),
  fc.record({ do: fc.constant('say' as const), at: some, said: fc.constantFrom(...SAYINGS) }),
  fc.record({ do: fc.constant('attribute' as const), at: some, author: fc.constantFrom(...SPEAKERS) }),
  fc.record({ do: fc.constant('lengthen' as const), at: some }),
);
const reviewing = fc.record({
  do: fc.constant('review' as const),
  at: some,
  input: fc.record(
    {
      speaker: fc.option(fc.constantFrom(...NAMES)),
      via: fc.option(fc.constantFrom('Marlow Courier', 'Küstenblatt')),
      remove: fc.option(fc.boolean(), { freq: 2 }),
    },
    { requiredKeys: [] },
  ),
});
const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      edits: fc.array(editing, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: reviewing },
  { weight: 1, arbitrary: fc.constant({ do: 'other' as const }) },
);
type Edit = typeof editing extends fc.Arbitrary<infer One> ? One : never;

let count = 0;

function lineOf(given: Pick<Line, 'said' | 'author'>): Line {
  const id = (count += 1);
  return {
    ...given,
    id,
    lead: `On day ${id} boat${id} passed weir${id}, lock${id}, mill${id} and bridge${id}.`,
    review: null,
  };
}

function edited(lines: readonly Line[], edit: Edit): Line[] {
  const at = edit.at % Math.max(lines.length, 1);
  const one = lines[at];
  if (edit.do === 'insert') return lines.toSpliced(at, 0, lineOf(edit.line));
  if (one === undefined) return [...lines];
  const rest = lines.toSpliced(at, 1);
  switch (edit.do) {
    case 'drop':
      return rest;
    case 'move':
      return rest.toSpliced(edit.to % lines.length, 0, one);
    case 'say':
      return lines.with(at, { ...one, said: edit.said });
    case 'attribute':
      return lines.with(at, { ...one, author: edit.author });
    case 'lengthen':
      return lines.with(at, { ...one, lead: `Later, ${one.lead} It was seen.` });
  }
}

/** A line that says other words than before has no review any more. */
function withoutLost(before: readonly Line[], after: readonly Line[]): Line[] {
  const said = new Map(before.map((one) => [one.id, one.said]));
  return after.map((one) => (said.get(one.id) === one.said ? one : { ...one, review: null }));
}

/** Words that one line loses and another takes in the same step are said to stand still: the model has no word on that. */
function isPassedOn(before: readonly Line[], after: readonly Line[]): boolean {
  const sayings = (lines: readonly Line[]) => new Set(lines.map(({ id, said }) => `${id} ${said}`));
  const [earlier, later] = [sayings(before), sayings(after)];
  const lost = before.filter(({ id, said, review }) => review !== null && !later.has(`${id} ${said}`));
  const taken = after.filter(({ id, said }) => !earlier.has(`${id} ${said}`));
  return lost.some(({ said }) => taken.some((other) => other.said === said));
}

function textOf({ lead, said, author }: Line): string {
  return said === null ? lead : `${lead} ${statement(said, author)}`;
}

/** What the article's quotes are to be. */
function quotesOf(lines: readonly Line[]): object[] {
  return lines.flatMap((each, paragraph) => {
    const { said, author, review, lead } = each;
    if (said === null || review?.removed) return [];
    const start = lead.length + 2;
    const place = { paragraph, start, end: start + said.length + 1 };
    const { speaker, via } = review ?? { speaker: author, via: null };
    return [{ text: `${said},`, speaker, via, reviewed: review !== null, ...place }];
  });
}

function shown({ quotes }: ChangedArticle): object[] {
  return quotes.edges.map(({ node }) => {
    const { text, speaker, via, reviewed, paragraph, start, end } = node;
    return { text, speaker, via, reviewed, paragraph, start, end };
  });
}

const newswire = useNewswire();

it('a review goes with its words through any edits', async () => {
  const running: Running = newswire();
  const { client } = running;
  const key = await running.key('editor');
  const done = { kept: 0, removed: 0 };
  const save = async (mutation: string, args: object): Promise<ChangedArticle> => {
    const answer: Changed = await change(client, mutation, { ...args, key });
    if (answer.article === undefined) throw new Error(JSON.stringify(answer));
    return answer.article;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 2, maxLength: 5 }),
      fc.array(step, { minLength: 3, maxLength: 8, size: 'max' }),
      async (first, steps) => {
        let lines = first.map(lineOf);
        const input = { headline: `Reviews ${(count += 1)}`, section: 'news', paragraphs: lines.map(textOf) };
        let article = await save('publishArticle', { input });
        for (const { version, ...each } of steps.map((one, index) => ({ ...one, version: index + 1 }))) {
          expect(shown(article)).toEqual(quotesOf(lines));
          const { id } = article;
          const before = new Map(article.quotes.edges.map(({ node }) => [node.id, node]));
          if (each.do === 'review') {
            const node = article.quotes.edges[each.at % Math.max(before.size, 1)]?.node;
            if (node === undefined) {
              article = await save('updateArticle', { id, version, input: {} });
              continue;
            }
            article = await save('reviewQuote', { id: node.id, input: each.input });
            const { speaker = node.speaker, via = node.via, remove } = each.input;
            const review = { speaker, via, removed: remove ?? false };
            lines = lines.map((one, index) => (index === node.paragraph ? { ...one, review } : one));
          } else {
            if (each.do === 'edit') {
              const next = withoutLost(lines, each.edits.reduce(edited, lines));
              if (!isPassedOn(lines, next)) lines = next;
            }
            if (lines.length === 0) lines = [lineOf({ said: null, author: SPEAKERS[0] })];
            const patch = each.do === 'edit' ? { paragraphs: lines.map(textOf) } : { urgency: 4 };
            article = await save('updateArticle', { id, version, input: patch });
            for (const { node } of article.quotes.edges) {
              if (node.reviewed) done.kept += 1;
              // Who is no longer said to have said it is the former quote's by no id.
              expect(before.get(node.id)?.text ?? node.text).toBe(node.text);
            }
            done.removed += lines.filter(({ review }) => review?.removed).length;
          }
          expect(article.version).toBe(version + 1);
          const gone = [...before.keys()].filter(
            (one) => !article.quotes.edges.some(({ node }) => node.id === one),
          );
          const [event] = (await eventsOf(client, { filter: { text: `"${input.headline}"` } })).slice(-1);
          expect(event).toMatchObject({ kind: 'UPDATED', version: version + 1, removedIds: gone });
        }
        expect(shown(article)).toEqual(quotesOf(lines));
      },
    ),
    runs(40),
  );
  await expectPacked(running);
  expect(done.kept).toBeGreaterThan(20);
  expect(done.removed).toBeGreaterThan(10);
});
