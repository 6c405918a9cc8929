/** The noun phrase that ends at a place: the subject of the verb there, or the owner of what follows. */
import { AUXILIARIES, CUES } from './cues.ts';
import {
  isInnerParticle,
  joinsNames,
  MAX_ASIDE,
  MAX_WORDS,
  JOINS,
  wordAt,
  type Phrase,
  type Range,
} from './phrases.ts';
import type { Sentence } from './sentences.ts';
import { ALWAYS_BINDING, BINDING, DAYS, DETERMINERS, NO_ONE, PRONOUNS, STOPS, wordsOf } from './words.ts';

const LOCATING = wordsOf(
  'in on at during after before from with by to about of for im am bei nach en à dans sur durante',
);

/** The phrase that ends right before `end`: the subject of a verb that stands there. */
export function phraseBefore(sentence: Sentence, end: number): Phrase | null {
  const at = beforeAuxiliaries(sentence, end);
  const token = sentence.tokens[at - 1];
  if (token === undefined || token.kind === 'quotation') return null;
  if (token.kind === 'word') return plainPhraseBefore(sentence, at);
  return phraseBeforeAside(sentence, at - 1);
}

function beforeAuxiliaries(sentence: Sentence, end: number): number {
  let at = end;
  for (let word = wordAt(sentence, at - 1); word !== null && end - at < 5; word = wordAt(sentence, at - 1)) {
    if (!AUXILIARIES.has(word.lower) && !/^\p{Ll}+(?:ly|n[’']t)$/u.test(word.text)) break;
    at -= 1;
  }
  return at;
}

/** "Ana Reyes, the harbour minister, said", "Ana Reyes (D-Va.) said": steps over what stands between the marks. */
function phraseBeforeAside(sentence: Sentence, close: number): Phrase | null {
  const mark = sentence.tokens[close]?.text ?? '';
  const opening = mark === ')' ? '(' : mark;
  if (!/^[,)–—-]$/.test(mark)) return null;
  for (let open = close - 1; open > Math.max(0, close - MAX_ASIDE); open -= 1) {
    if (sentence.tokens[open]?.kind === 'quotation') return null;
    if (sentence.tokens[open]?.text !== opening) continue;
    const before = sentence.tokens[open - 1];
    if (before === undefined) return null;
    const phrase =
      before.kind === 'word' ? plainPhraseBefore(sentence, open) : beforeBracket(sentence, open - 1);
    if (phrase === null) continue;
    const named = mark === ',' ? namedBefore(sentence, phrase.from) : null;
    if (named !== null) return { ...named, apposition: { from: phrase.from, to: close } };
    return {
      ...phrase,
      apposition: phrase.apposition ?? (mark === ')' ? null : { from: open + 1, to: close }),
    };
  }
  return plainPhraseIn(sentence, close);
}

/** "Ana Reyes, the harbour minister, one of two, said": the aside is the second one. */
function namedBefore(sentence: Sentence, from: number): Phrase | null {
  if (sentence.tokens[from - 1]?.text !== ',' || wordAt(sentence, from)?.isCapital === true) return null;
  const run = runBefore(sentence, from - 1);
  const last = run === null ? null : wordAt(sentence, run.to - 1);
  return run === null || last === null || !last.isCapital || isDate(sentence, run)
    ? null
    : { ...run, apposition: null };
}

/** "Ana Reyes (Harbour Party), a member, said": the aside follows upon another, in brackets. */
function beforeBracket(sentence: Sentence, close: number): Phrase | null {
  return sentence.tokens[close]?.text === ')' ? phraseBeforeAside(sentence, close) : null;
}

/** "In Madrid, officials, …": nothing before the comma, so the aside is the phrase itself ("Later, Reyes, said"). */
function plainPhraseIn(sentence: Sentence, end: number): Phrase | null {
  return sentence.tokens[end]?.text === ',' ? plainPhraseBefore(sentence, end) : null;
}

/** The owner in "Ana Reyes’s claim": the words that end before `end`, whatever stands before them. */
export function ownerBefore(sentence: Sentence, end: number): Phrase | null {
  const run = runBefore(sentence, end);
  return run === null ? null : { ...run, apposition: null };
}

/** The name that ends before `end`, or before an aside that ends there: "with Ana Reyes, the harbour minister". */
export function nameBefore(sentence: Sentence, end: number): Phrase | null {
  if (wordAt(sentence, end - 1)?.isCapital === true) return ownerBefore(sentence, end);
  for (let open = end - 1; open > Math.max(0, end - MAX_ASIDE); open -= 1) {
    const token = sentence.tokens[open];
    if (token?.kind === 'word') continue;
    if (token?.text !== ',' || wordAt(sentence, open - 1)?.isCapital !== true) return null;
    const run = runBefore(sentence, open);
    return run === null ? null : { ...run, apposition: { from: open + 1, to: end } };
  }
  return null;
}

function plainPhraseBefore(sentence: Sentence, end: number): Phrase | null {
  const run = runBefore(sentence, end);
  if (run === null) return null;
  const link = wordAt(sentence, run.from - 1);
  if (link === null || !LOCATING.has(link.lower)) return { ...run, apposition: null };
  const head = runBefore(sentence, run.from - 1);
  if (head === null) return isDate(sentence, run) ? null : { ...run, apposition: null };
  const noun = wordAt(sentence, head.to - 1);
  const isBound =
    BINDING.has(link.lower) &&
    noun !== null &&
    !isDate(sentence, run) &&
    (noun.office !== null || (ALWAYS_BINDING.has(link.lower) && !noun.isCapital));
  return { from: head.from, to: isBound ? run.to : head.to, apposition: null };
}

function isDate(sentence: Sentence, { from, to }: Range): boolean {
  return sentence.tokens.slice(from, to).some((token) => token.kind === 'word' && DAYS.has(token.lower));
}

/** Words back from `end` to a determiner, or to what no name holds. */
function runBefore(sentence: Sentence, end: number): Range | null {
  let from = end;
  while (end - from < MAX_WORDS) {
    const word = wordAt(sentence, from - 1);
    if (word === null) break;
    if (PRONOUNS.has(word.lower) || NO_ONE.has(word.lower)) {
      if (from === end) from -= 1;
      break;
    }
    if (DETERMINERS.has(word.lower) && !isInnerParticle(sentence, from - 1)) {
      if (from < end) from -= 1;
      break;
    }
    if (!belongs(sentence, from - 1, end)) break;
    from -= 1;
  }
  from = withoutLead(sentence, { from, to: end });
  return from < end ? { from, to: end } : null;
}

function belongs(sentence: Sentence, at: number, end: number): boolean {
  const word = wordAt(sentence, at);
  if (word === null) return false;
  if (isInnerParticle(sentence, at)) return true;
  if (JOINS.has(word.lower)) return at + 1 < end && joinsNames(sentence, at);
  if (word.isCapital)
    return !isSentenceOpener(sentence, at) && !(DAYS.has(word.lower) && !/may/i.test(word.text));
  if (STOPS.has(word.lower) || AUXILIARIES.has(word.lower) || DAYS.has(word.lower)) return false;
  if (word.office !== null) return true;
  if (DETERMINERS.has(wordAt(sentence, at - 1)?.lower ?? '')) return true;
  return !CUES.has(word.lower) && !/(?:ly|ing|ed)$/.test(word.lower) && !/^\d/.test(word.text);
}

/** "But Reyes said": the capital is the sentence's. */
function isSentenceOpener(sentence: Sentence, at: number): boolean {
  const word = wordAt(sentence, at);
  if (at > 0 && wordAt(sentence, at - 1) !== null) return false;
  return word !== null && (STOPS.has(word.lower) || AUXILIARIES.has(word.lower));
}

/** Leaves out lower-case words in front of a name that are no office: "meanwhile Ana Reyes". */
function withoutLead(sentence: Sentence, { from, to }: Range): number {
  const first = wordAt(sentence, from);
  if (first === null || first.isCapital || DETERMINERS.has(first.lower)) return from;
  const words = sentence.tokens.slice(from, to);
  if (words.length <= 3 || words.some((token) => token.kind === 'word' && token.office !== null)) return from;
  const capital = words.findIndex((token) => token.kind === 'word' && token.isCapital);
  return capital === -1 ? to - 1 : from + capital;
}
