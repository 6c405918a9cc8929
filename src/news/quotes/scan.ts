/**
 * From marks to spans: which runs of each paragraph stand between quotation marks. Spans of a paragraph come in order, never
 * overlap and are never empty; marks inside a span belong to it. Time is linear in the text.
 */
import { ANY_MARK, facingAt, isSpace, markOf, type Mark, type Pair } from './marks.ts';
import { singlePairs, type SinglePair } from './singles.ts';
import type { Turn } from './transcript.ts';

export interface Span {
  paragraph: number;
  /** Where the opening mark stands, and one past the closing one. */
  from: number;
  to: number;
  /** The words between the marks, without space around them. */
  start: number;
  end: number;
  pair: Pair | 'single' | 'block';
  /** It goes on with the quotation that the paragraph before left open. */
  continues: boolean;
}

const NO_HEADS: Heads = { turns: [], strays: [] };

interface Opened {
  at: number;
  pair: Pair;
}
interface Run {
  from: number;
  to: number;
  pair: Pair | 'single';
  closed: boolean;
}

/** What is known of the paragraphs before: which are turns of a transcript, and which begin with a mark that opens nothing. */
export interface Heads {
  turns: readonly (Turn | null)[];
  strays: readonly boolean[];
}

/** The spans of each paragraph. */
export function scan(paragraphs: readonly string[], { turns, strays }: Heads = NO_HEADS): Span[][] {
  let left: Pair | 'single' | null = null;
  return paragraphs.map((text, paragraph) => {
    const turn = turns[paragraph];
    const isNextNew = (turns[paragraph + 1] ?? null) !== null || strays[paragraph + 1] === true;
    const marks = new ParagraphMarks(text, left);
    const marksFrom = turn?.marksFrom ?? (strays[paragraph] === true ? 1 : 0);
    const runs = marks.runs(isNextNew ? undefined : paragraphs[paragraph + 1], marksFrom);
    const spans: Span[] = [];
    for (const { from, to, pair, closed } of runs) {
      const { start, end } = wordsWithin(
        text,
        Math.max(from + (marks.wasLeftOpenAt(from) ? 0 : 1), turn?.start ?? 0),
        closed ? to - 1 : to,
      );
      if (start >= end) continue;
      const continues = left !== null && pair === left && spans.length === 0 && isBlank(text, 0, from);
      spans.push({ paragraph, from, to, start, end, pair, continues });
    }
    const last = runs.at(-1);
    left = last === undefined || last.closed ? null : last.pair;
    return spans;
  });
}

/** Pairs the marks of one paragraph by a stack. */
class ParagraphMarks {
  readonly #text: string;
  readonly #left: Pair | 'single' | null;
  readonly #stack: Opened[] = [];
  readonly #open = new Map<Pair, number>();
  /** Pairs that are closed, but stand in one that may never be. */
  readonly #closed: Run[] = [];
  #leftOpen = false;

  constructor(text: string, left: Pair | 'single' | null) {
    this.#text = text;
    this.#left = left;
  }

  /** The quotation was left open by the paragraph before, and no mark repeats that here. */
  wasLeftOpenAt(from: number): boolean {
    return this.#leftOpen && from === 0;
  }

  runs(next: string | undefined, marksFrom: number): Run[] {
    const text = this.#text;
    const singles = singlePairs(text);
    let single = 0;
    if (singles[0]?.open !== 0 && text.startsWith('‘') && next?.startsWith('‘') === true) {
      return [{ from: 0, to: text.length, pair: 'single', closed: false }];
    }
    const tags = tagsIn(text);
    let tag = 0;
    ANY_MARK.lastIndex = marksFrom;
    for (let found = ANY_MARK.exec(text); found !== null; found = ANY_MARK.exec(text)) {
      const at = found.index;
      const mark = markOf(text.charCodeAt(at));
      while ((tags[tag]?.to ?? Infinity) <= at) tag += 1;
      if (mark === undefined || (tags[tag]?.from ?? Infinity) < at) continue;
      while ((singles[single]?.open ?? Infinity) < at) this.#takeSingle(singles[single++]);
      const isTaken = this.#stack.length === 0 && at < (this.#closed.at(-1)?.to ?? 0);
      if (!isTaken) this.#takeMark(mark, at);
    }
    while (single < singles.length) this.#takeSingle(singles[single++]);
    return this.#settle(next);
  }

  #takeSingle(pair: SinglePair | undefined): void {
    if (pair === undefined || this.#stack.length > 0) return;
    this.#closed.push({ from: pair.open, to: pair.close + 1, pair: 'single', closed: true });
  }

  #takeMark(mark: Mark, at: number): void {
    const facing = facingAt(this.#text, at);
    const closing = mark.closes.find((pair) => (this.#open.get(pair) ?? 0) > 0);
    const isRepeated = closing === undefined && this.#repeatsLeft(mark, at);
    if (isRepeated && this.#left !== null && this.#left !== 'single') return this.#push(this.#left, at);
    if (closing !== undefined && !(mark.twoFaced && facing === 'opening')) return this.#close(closing, at);
    if (closing === undefined && this.#closesLeft(mark, at)) return;
    if (mark.opens === null) return;
    if (mark.facing && facing !== 'opening') return;
    if (mark.twoFaced && facing === 'closing') return;
    this.#push(mark.opens, at);
  }

  /** French repeats the closing guillemet at the head of a paragraph that goes on. */
  #repeatsLeft(mark: Mark, at: number): boolean {
    return this.#left !== null && mark.closes.some((pair) => pair === this.#left) && at === 0;
  }

  /** The paragraph before left a quotation open, and its closing mark comes here first. */
  #closesLeft(mark: Mark, at: number): boolean {
    const isFirst = this.#stack.length === 0 && this.#closed.length === 0;
    const pair = mark.closes.find((closes) => closes === this.#left);
    if (!isFirst || pair === undefined || facingAt(this.#text, at) !== 'closing') return false;
    this.#leftOpen = true;
    this.#closed.push({ from: 0, to: at + 1, pair, closed: true });
    return true;
  }

  #push(pair: Pair, at: number): void {
    const top = this.#stack.at(-1);
    if (top?.pair === pair && top.at === at - 1) {
      top.at = at;
      return;
    }
    this.#stack.push({ at, pair });
    this.#open.set(pair, (this.#open.get(pair) ?? 0) + 1);
  }

  #close(pair: Pair, at: number): void {
    for (let top = this.#stack.pop(); top !== undefined; top = this.#stack.pop()) {
      this.#open.set(top.pair, (this.#open.get(top.pair) ?? 0) - 1);
      if (top.pair !== pair) continue;
      if (top.at + 1 === at) return;
      while ((this.#closed.at(-1)?.from ?? -1) > top.at) this.#closed.pop();
      this.#closed.push({ from: top.at, to: at + 1, pair, closed: true });
      return;
    }
  }

  /**
   * What was never closed reaches the end of the paragraph where the next one goes on with it, and otherwise the next
   * quotation, since then a closing mark was forgotten.
   */
  #settle(next: string | undefined): Run[] {
    const [first] = this.#stack;
    const length = this.#text.length;
    if (first === undefined) return this.#closed;
    const before = this.#closed.filter(({ from }) => from < first.at);
    if (next !== undefined && opensWith(next, first.pair)) {
      return [...before, { from: first.at, to: length, pair: first.pair, closed: false }];
    }
    const runs: Run[] = before;
    let closed = before.length;
    for (const [index, { at, pair }] of this.#stack.entries()) {
      const end = this.#stack[index + 1]?.at ?? length;
      runs.push({ from: at, to: Math.min(end, this.#closed[closed]?.from ?? length), pair, closed: false });
      for (let run = this.#closed[closed]; run !== undefined && run.from < end; run = this.#closed[++closed])
        runs.push(run);
    }
    return runs;
  }
}

/** Markup that came along with a text, whose attributes stand in marks: <img alt="…">. */
function tagsIn(text: string): { from: number; to: number }[] {
  if (!text.includes('="')) return [];
  return Array.from(text.matchAll(/<[a-z][^<>]*>/gi), ({ 0: tag, index }) => ({
    from: index,
    to: index + tag.length,
  }));
}

function opensWith(text: string, pair: Pair): boolean {
  const mark = markOf(text.charCodeAt(0));
  return mark !== undefined && (mark.opens === pair || mark.closes.includes(pair));
}

function wordsWithin(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (start < end && isSpace(text.charCodeAt(end - 1))) end -= 1;
  if (start >= end) return { start, end };
  return /[\p{L}\p{N}]/u.test(text.slice(start, end)) ? { start, end } : { start: end, end };
}

function isBlank(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === '';
}
