/** Which frame of its sentence reports a quote, and who reported it first. */
import type { Frame } from './frames.ts';
import { mediumAt } from './media.ts';
import { wordAt } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import { isWhole } from './subjects.ts';
import { wordsOf } from './words.ts';

export interface Reported {
  frame: Frame;
  via: string | null;
}

/** The frame that reports the quotation at token `at`; null where none does. */
export function frameFor(sentence: Sentence, at: number, frames: readonly Frame[]): Reported | null {
  const chosen = nearest(sentence, at, frames);
  if (chosen === null) return null;
  const speakers = frames.filter(({ medium }) => medium === null);
  const frame = chosen.medium === null ? chosen : (nearest(sentence, at, speakers) ?? chosen);
  const carrier = frames.find(({ medium }) => medium !== null && medium !== frame.medium)?.medium?.name;
  return { frame, via: carrier ?? toldTo(sentence, frame) };
}

/** What follows at once, else what comes before and nearest, else what comes after. */
function nearest(sentence: Sentence, at: number, frames: readonly Frame[]): Frame | null {
  const next = frames.find((frame) => firstOf(frame) > at) ?? null;
  if (next !== null && isNextTo(sentence, at, firstOf(next))) return next;
  const earlier = frames.filter((frame) => frame.cue.to <= at && hasSpeaker(frame));
  const before = earlier.findLast((frame) => !isInner(sentence, frame, at)) ?? earlier.at(-1);
  return before ?? (next !== null && hasSpeaker(next) ? next : (frames.find(hasSpeaker) ?? null));
}

/**
 * It is told within what somebody says, and reports nothing itself: "said whoever complains about it is “late”", "said the protests
 * demand that all “listen”".
 */
function isInner(sentence: Sentence, { cue, subject, isPlain, isRelative }: Frame, at: number): boolean {
  if (isPlain || subject === null || cue.to === at) return false;
  const last = wordAt(sentence, subject.to - 1);
  return isRelative || (last !== null && /^\p{Ll}/u.test(last.text) && !isWhole(last));
}

function hasSpeaker({ subject, pronoun, lacksSubject }: Frame): boolean {
  return subject !== null || pronoun !== null || lacksSubject;
}

function firstOf({ cue, subject }: Frame): number {
  return subject === null || subject.to <= 0 ? cue.from : Math.min(cue.from, subject.from);
}

function isNextTo(sentence: Sentence, at: number, first: number): boolean {
  return (
    sentence.tokens.slice(at + 1, Math.min(first, at + 4)).every(({ kind }) => kind === 'punctuation') &&
    first - at < 4
  );
}

const HEARERS = wordsOf('told tells tell telling with by to à a dem der au gegenüber');
const MAX_WAY = 14;

/** "told Reuters", "in an interview with the Harbour Post", "à l’AFP". */
function toldTo(sentence: Sentence, { cue }: Frame): string | null {
  for (let at = cue.from; at < cue.to + MAX_WAY; at += 1) {
    const word = wordAt(sentence, at);
    if (word === null && sentence.tokens[at]?.kind === 'quotation') return null;
    if (word === null || !HEARERS.has(word.lower)) continue;
    const medium = mediumAt(sentence, word.lower === 'der' ? at : at + 1);
    if (medium !== null) return medium.name;
  }
  return null;
}
