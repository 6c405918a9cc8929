/**
 * How well quotes are found and attributed, against what people annotated: spans by precision, recall and F1, speakers by
 * accuracy over what was found. A found quote is an annotated one where both ends are within two characters of it, marks
 * included; a speaker is right where the last word of the name, or the noun's head, is shared.
 */
import { z } from 'zod';
import { findQuotes } from '../src/news/quotes/find.ts';
import type { QuoteContent } from '../src/news/quotes/quote.ts';

const KINDS = ['direct', 'mixed'] as const;
export type Kind = (typeof KINDS)[number];

const Annotated = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  kind: z.enum(KINDS),
  speaker: z.string().nullable(),
  cue: z.string().nullable(),
});
export type AnnotatedQuote = z.infer<typeof Annotated>;
export const AnnotatedArticle = z.object({ id: z.string(), text: z.string(), quotes: z.array(Annotated) });
export type AnnotatedArticle = z.infer<typeof AnnotatedArticle>;

/** A found quote at its place in the article's whole text, marks included. */
interface Found extends Pick<QuoteContent, 'speaker' | 'speakerRole' | 'cue' | 'via' | 'type'> {
  start: number;
  end: number;
}

export interface Miss {
  article: string;
  what: 'not found' | 'no quote' | 'other speaker' | 'other kind';
  kind: Kind;
  /** The words with some of what stands around them. */
  context: string;
  wanted: string | null;
  got: string | null;
}

/** Counts by kind; a found quote that is none counts under the kind that it was given. */
export interface Score {
  articles: number;
  right: Record<Kind, number>;
  missed: Record<Kind, number>;
  surplus: Record<Kind, number>;
  /** Found quotes whose annotated speaker is a name or a noun, and those of them that were given to whom they are. */
  speakers: Record<Kind, number>;
  rightSpeakers: Record<Kind, number>;
  /** Found quotes whose annotated speaker is a pronoun, and those of them that were given to somebody by a name or a noun. */
  pronouns: number;
  resolved: number;
  /** Found quotes of the annotated kind. */
  sameKind: number;
  misses: Miss[];
}

const TOLERANCE = 2;
const AROUND = 60;

export function score(articles: readonly AnnotatedArticle[]): Score {
  const total: Score = {
    articles: articles.length,
    right: none(),
    missed: none(),
    surplus: none(),
    speakers: none(),
    rightSpeakers: none(),
    pronouns: 0,
    resolved: 0,
    sameKind: 0,
    misses: [],
  };
  for (const article of articles) addArticle(total, article);
  return total;
}

function none(): Record<Kind, number> {
  return { direct: 0, mixed: 0 };
}

function addArticle(total: Score, article: AnnotatedArticle): void {
  const left = new Set(foundIn(article.text));
  const miss = (what: Miss['what'], place: { kind: Kind; start: number; end: number }, names: Names) =>
    total.misses.push({
      article: article.id,
      what,
      kind: place.kind,
      context: article.text
        .slice(Math.max(0, place.start - AROUND), place.end + AROUND)
        .replaceAll(/\s*\n\s*/g, ' ¶ '),
      ...names,
    });
  for (const quote of article.quotes) {
    const found = [...left].find(
      ({ start, end }) =>
        Math.abs(start - quote.start) <= TOLERANCE && Math.abs(end - quote.end) <= TOLERANCE,
    );
    const names = { wanted: quote.speaker, got: found?.speaker ?? null };
    if (found === undefined) {
      total.missed[quote.kind] += 1;
      miss('not found', quote, names);
      continue;
    }
    left.delete(found);
    total.right[quote.kind] += 1;
    if (found.type.toLowerCase() === quote.kind) total.sameKind += 1;
    else miss('other kind', quote, { wanted: quote.kind, got: found.type.toLowerCase() });
    if (!isRightSpeaker(total, quote, found)) miss('other speaker', quote, names);
  }
  for (const found of left) {
    const kind = found.type === 'DIRECT' ? 'direct' : 'mixed';
    total.surplus[kind] += 1;
    miss('no quote', { ...found, kind }, { wanted: null, got: found.speaker });
  }
}

type Names = Pick<Miss, 'wanted' | 'got'>;

function isRightSpeaker(total: Score, { speaker, kind }: AnnotatedQuote, found: Found): boolean {
  if (speaker === null) return true;
  if (PRONOUN.test(speaker)) {
    total.pronouns += 1;
    if (found.speaker === null) return false;
    total.resolved += 1;
    return true;
  }
  total.speakers[kind] += 1;
  const isRight = found.speaker !== null && keysOf(speaker).includes(keyOf(found.speaker));
  if (isRight) total.rightSpeakers[kind] += 1;
  return isRight;
}

const PRONOUN = /^(?:I|we|you|he|she|they|it|him|her|them|us|me|his|hers|their|who|which|that)$/i;

/** Of a speaker with an apposition, "Another critic, Ana Reyes,", each of both is who it is; "Secretary of State" is a title. */
function keysOf(annotated: string): string[] {
  const speaker = annotated.replace(
    /^(?:the )?(?:\p{Lu}[\p{L}.’'-]* )*\p{Lu}\p{L}+ of \p{Lu}\p{L}+ (?=\p{Lu}\S+ \p{Lu})/u,
    '',
  );
  const [, aside = ''] = speaker.split(',');
  const isName = /^\s*(?:\p{Lu}[\p{L}.’'-]*\s+){1,3}\p{Lu}[\p{L}’'-]+\s*$/u.test(aside);
  return isName ? [keyOf(speaker), keyOf(aside)] : [keyOf(speaker)];
}

/** The last word of a name, or the head of a noun phrase: what comes before its first preposition, comma or bracket. */
export function keyOf(speaker: string): string {
  const plain = speaker.replaceAll(/\([^)]*\)/g, ' ').replaceAll(/["“”]/g, ' ');
  const [head = ''] = plain.split(
    /,|\s(?:\p{Ll}+ed\s)?(?:for|of|in|at|from|with|on|to|by|who|whose|which|that)\s/u,
  );
  const words = (/\S/.test(head) ? head : plain).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const last = words.findLast((word) => !/^(?:jr|sr|I{2,3})\.?$/i.test(word)) ?? '';
  return last
    .toLowerCase()
    .replace(/[’'](?:s)?$/, '')
    .replaceAll(/[^\p{L}\p{N}-]/gu, '');
}

function foundIn(text: string): Found[] {
  const paragraphs = Array.from(text.matchAll(/[^\n]+/g), ({ 0: paragraph, index }) => ({
    paragraph,
    index,
  }));
  return findQuotes(paragraphs.map(({ paragraph }) => paragraph)).map((quote) => {
    const offset = paragraphs[quote.paragraph]?.index ?? 0;
    return { ...quote, ...withMarks(text, offset + quote.start, offset + quote.end) };
  });
}

const MARK = /["“”„«»‹›‘’'‚「」『』]/;

function withMarks(text: string, from: number, to: number): { start: number; end: number } {
  let [start, end] = [from, to];
  while (/[^\S\n]/.test(text.charAt(start - 1))) start -= 1;
  while (/[^\S\n]/.test(text.charAt(end))) end += 1;
  return {
    start: MARK.test(text.charAt(start - 1)) ? start - 1 : from,
    end: MARK.test(text.charAt(end)) ? end + 1 : to,
  };
}
