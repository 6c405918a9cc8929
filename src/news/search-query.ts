/**
 * What a search wants, read from what a person typed: words are all wanted, in any of their forms, "a phrase" as it stands,
 * -without, pref*, either OR other; anything else is words. Reading never fails. What an engine makes of a query is the
 * engine's; `matches` says what it means.
 */
import { cutWords } from './words.ts';

/** Folded words that stand next to each other, in this order, in one field. Never empty. */
export interface Term {
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly prefix: boolean;
  /** Other forms of the words do not count: typed between quotation marks, or more than one word. */
  readonly exact: boolean;
}

/** Any of these will do. Never empty. */
export type Group = readonly Term[];

export interface SearchQuery {
  /** Each is wanted, in whichever field. */
  readonly all: readonly Group[];
  /** None of these may be in any field. */
  readonly none: readonly Term[];
}

/** How many terms a query may have, its ORs included; what is typed beyond is not read. */
export const MAX_TERMS = 32;
/** How many words a phrase may have; it is cut there. */
export const MAX_PHRASE = 32;
/** In UTF-16 units; what is typed beyond, with the word that stands across it, is not read. */
export const MAX_QUERY = 2000;

const QUOTE = '"“”„‟«»＂';
/** After an optional minus that begins a word: what stands between two marks, or a bare term, before which a lone mark is nothing. */
const TYPED = new RegExp(
  `((?<=^|\\s)[-−]+)?(?:[${QUOTE}]([^${QUOTE}]*)[${QUOTE}]|[${QUOTE}]?([^\\s${QUOTE}]+))`,
  'gu',
);

type Item = 'OR' | { term: Term; wanted: boolean };

/** Never throws. Where nothing is wanted the query `isEmpty`. */
export function parseSearch(text: string): SearchQuery {
  const items = readItems(bounded(text));
  const all: Term[][] = [];
  const none: Term[] = [];
  let before: Item | undefined;
  let either = false;
  for (const [i, item] of items.entries()) {
    const after = items[i + 1];
    if (item === 'OR' && isWanted(before) && isWanted(after)) {
      either = true;
      continue;
    }
    // an OR with nothing to choose from is the word "or"
    const { term, wanted } =
      item === 'OR' ? { term: { words: ['or'], prefix: false, exact: false }, wanted: true } : item;
    const group = either ? all.at(-1) : undefined;
    if (!wanted) none.push(term);
    else if (group === undefined) all.push([term]);
    else group.push(term);
    before = { term, wanted };
    either = false;
  }
  return { all, none };
}

/** Whether a query wants nothing, and so matches nothing: no word was typed, or only ones to leave out. */
export function isEmpty(query: SearchQuery): boolean {
  return query.all.length === 0;
}

function isWanted(item: Item | undefined): boolean {
  return item !== undefined && item !== 'OR' && item.wanted;
}

function bounded(text: string): string {
  if (text.length <= MAX_QUERY) return text;
  const start = text.slice(0, MAX_QUERY);
  const end = /\s/.test(text.charAt(MAX_QUERY)) ? MAX_QUERY : start.search(/\s\S*$/);
  return end === -1 ? start : start.slice(0, end);
}

function readItems(text: string): Item[] {
  const items: Item[] = [];
  for (const [typed, minus, phrase, bare] of text.matchAll(TYPED)) {
    if (items.length === MAX_TERMS) {
      // this OR's other side was not read
      if (items.at(-1) === 'OR') items.pop();
      break;
    }
    if (typed === 'OR') {
      items.push('OR');
      continue;
    }
    const term = bare === undefined ? readTerm(phrase ?? '', true) : readTerm(bare, false);
    if (term !== null) items.push({ term, wanted: minus === undefined });
  }
  return items;
}

/** null where there is no word in it. A star counts where it stands right behind a word. */
function readTerm(text: string, quoted: boolean): Term | null {
  const words = cutWords(text);
  const last = words.at(-1);
  if (last === undefined) return null;
  const prefix = !quoted && words.length <= MAX_PHRASE && /^\*+$/.test(text.slice(last.end));
  const exact = quoted || words.length > 1;
  return { words: words.slice(0, MAX_PHRASE).map(({ word }) => word), prefix, exact };
}
