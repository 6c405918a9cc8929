/** French leaves the reporting words inside the marks: « Nous partons, a-t-elle ajouté, dès midi. » */
import { framesOf, type Frame } from './frames.ts';
import type { Span } from './scan.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

export interface Incise {
  sentence: Sentence;
  frame: Frame;
}

/** Reporting words between commas within a quotation in guillemets; null where there are none. */
export function inciseIn(text: string, { pair }: Span): Incise | null {
  if (pair !== 'angle' && pair !== 'lone') return null;
  for (const sentence of sentencesOf(text, [])) {
    const frame = framesOf(sentence).find((found) => isIncise(sentence, found));
    if (frame !== undefined) return { sentence, frame };
  }
  return null;
}

function isIncise({ tokens }: Sentence, { cue, subject, pronoun }: Frame): boolean {
  const end = subject?.to ?? cue.to;
  const isInverted = pronoun !== null || (subject !== null && subject.from >= cue.to);
  const after = tokens[end];
  return (
    isInverted && tokens[cue.from - 1]?.text === ',' && (after === undefined || after.kind === 'punctuation')
  );
}
