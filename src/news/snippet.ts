/** The stretch of a text that shows best why a search found it, as HTML: matches in `<mark>`, everything else escaped. */
import type { SearchQuery, Term } from './search-query.ts';
import { type Stemmed, stemmedLanguage, stemOf } from './stem.ts';
import type { Word } from './words.ts';
import { cutWords } from './words.ts';

/** In words. */
export const SNIPPET_WORDS = 30;
/** Characters a word of a snippet may take on average: cuts what is endless words or no words at all. */
const WIDEST = 16;

export interface SnippetOptions {
  /** Of the text, a BCP 47 tag: which forms of a word are the same one. */
  language?: string;
  /** Length in words, at least 1; SNIPPET_WORDS where absent. A longer phrase is shown whole. */
  words?: number;
}

/** A match: which term, and from which word to which; `to` is exclusive. */
interface Match {
  term: number;
  from: number;
  to: number;
}

/** A stretch: of words in a window, of UTF-16 units in a text; `end` is exclusive. */
interface Span {
  start: number;
  end: number;
}

/**
 * The stretch with the most different matches, the first of equals, and the beginning of the text where there is no match.
 * "…" stands where text was cut off. What a query leaves out is never marked. A phrase is one mark.
 */
export function snippet(query: SearchQuery, text: string, options: SnippetOptions = {}): string {
  const words = cutWords(text);
  const found = findMatches(query.all.flat(), words, stemmedLanguage(options.language ?? ''));
  const size = found.reduce(
    (most, { from, to }) => Math.max(most, to - from),
    options.words ?? SNIPPET_WORDS,
  );
  const window = bestWindow(found, size, words.length);
  const span = textSpan(window, words, text);
  const end = Math.min(span.end, roundDown(text, span.start + size * WIDEST));
  const marks = markedSpans(found, words, { start: span.start, end });
  return (
    (text.slice(0, span.start).trim() === '' ? '' : '…') +
    markUp(text, { start: span.start, end }, marks) +
    (text.slice(end).trim() === '' ? '' : '…')
  );
}

/** In the order of the text. */
function findMatches(terms: readonly Term[], words: readonly Word[], language: Stemmed | null): Match[] {
  const finders = terms.map((term) => finderOf(term, language));
  const found: Match[] = [];
  for (let from = 0; from < words.length; from++) {
    for (const [term, standsAt] of finders.entries()) {
      const length = standsAt(words, from);
      if (length > 0) found.push({ term, from, to: from + length });
    }
  }
  return found;
}

/** What tells how many words of a text a term takes at a place: as `matches` in ./searchable reads it. */
function finderOf(
  { words: wanted, prefix, exact }: Term,
  language: Stemmed | null,
): (words: readonly Word[], from: number) => number {
  const last = wanted.length - 1;
  if (exact) {
    return (words, from) => {
      const isThere = wanted.every((word, i) => {
        const here = words[from + i]?.word;
        return here === word || (prefix && i === last && here !== undefined && here.startsWith(word));
      });
      return isThere ? wanted.length : 0;
    };
  }
  const [word = ''] = wanted;
  const stem = prefix ? word : stemOf(word, language);
  const first = stem.charCodeAt(0);
  return (words, from) => {
    // A stem begins as its words do, and looking at all words of a text takes longer than cutting it.
    if (words[from]?.first !== first) return 0;
    const here = words[from].word;
    const known = stemOf(here, language);
    const isThere = prefix
      ? here.startsWith(stem) || known.startsWith(stem)
      : here === stem || known === stem;
    return isThere ? 1 : 0;
  };
}

/** The window, in words, with the most different terms; its matches stand in the middle where the text allows. */
function bestWindow(found: readonly Match[], size: number, length: number): Span {
  const byEnd = found.toSorted((a, b) => a.to - b.to);
  const inside = new Map<number, number>();
  let best: Span = { start: 0, end: 0 };
  let most = 0;
  let next = 0;
  // a window begins with each match in turn; none is longer than a window, so each enters before it leaves
  for (const first of found) {
    for (
      let match = byEnd[next];
      match !== undefined && match.to <= first.from + size;
      match = byEnd[++next]
    ) {
      inside.set(match.term, (inside.get(match.term) ?? 0) + 1);
    }
    if (inside.size > most) {
      most = inside.size;
      best = { start: first.from, end: byEnd[next - 1]?.to ?? first.to };
    }
    const others = (inside.get(first.term) ?? 1) - 1;
    if (others === 0) inside.delete(first.term);
    else inside.set(first.term, others);
  }
  const before = Math.floor((size - (best.end - best.start)) / 2);
  const start = Math.max(0, Math.min(best.start - before, length - size));
  return { start, end: Math.min(start + size, length) };
}

/** Where a window stands in the text, with the marks and brackets that hang on its first and last word. */
function textSpan(window: Span, words: readonly Word[], text: string): Span {
  const first = words[window.start];
  const last = words[window.end - 1];
  let start = text.length - text.trimStart().length;
  let end = Math.max(start, text.trimEnd().length);
  if (first !== undefined && window.start > 0) {
    const between = text.slice(words[window.start - 1]?.end, first.start);
    start = first.start - (/\S*$/.exec(between)?.[0].length ?? 0);
  }
  if (last !== undefined && window.end < words.length) {
    const between = text.slice(last.end, words[window.end]?.start);
    end = last.end + (/^\S*/.exec(between)?.[0].length ?? 0);
  }
  return { start, end };
}

/** Never between the halves of a surrogate pair. */
function roundDown(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd800 && code < 0xdc00 ? at - 1 : at;
}

/** Overlapping matches are one mark. */
function markedSpans(found: readonly Match[], words: readonly Word[], shown: Span): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of found) {
    const start = words[from]?.start ?? 0;
    const end = words[to - 1]?.end ?? 0;
    if (start < shown.start || end > shown.end) continue;
    const last = spans.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

function markUp(text: string, shown: Span, marks: readonly Span[]): string {
  let html = '';
  let at = shown.start;
  for (const { start, end } of marks) {
    html += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at, shown.end));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
