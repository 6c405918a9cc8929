/**
 * Reads an article paragraph after paragraph, and remembers who was mentioned and who spoke last. Who said a quote may come out
 * later than the quote: in the next sentence, or with a full name further down; so quotes are told at the end.
 */
import { frameFor } from './attribute.ts';
import { cjkReport } from './cjk.ts';
import { isQuote, typeOf } from './classify.ts';
import { framesOf, type Frame } from './frames.ts';
import { inciseIn } from './incise.ts';
import { Mentions, type Speaker } from './mentions.ts';
import { Named, turnToSubject } from './noticing.ts';
import { labelParty, partyOf, pronounParty, thingParty } from './parties.ts';
import { textOf } from './phrases.ts';
import type { QuoteContent } from './quote.ts';
import type { Span } from './scan.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import type { Turn } from './transcript.ts';

/** What is said about who speaks. */
interface Told {
  who: Speaker | null;
  cue: string | null;
  via: string | null;
}

interface Draft extends Pick<QuoteContent, 'text' | 'type' | 'paragraph' | 'start' | 'end'> {
  told: Told | null;
}

export class Reader {
  readonly #mentions = new Mentions();
  readonly #drafts: Draft[] = [];
  /** Who spoke last, in this paragraph or before it. */
  #last: Told | null = null;
  /** Whether the paragraph so far, or what it follows upon, says who speaks. */
  #isTold = false;
  /** Quotes that nobody is named for yet: the next sentence may. */
  #waiting: Draft[] = [];
  /** The paragraph before announced a quotation by a colon. */
  #isAnnounced = false;
  /** Whose turn it is in a transcript. */
  #turn: Told | null = null;
  readonly #hasDoubleStyle: boolean;

  /** Whether the article quotes in double marks. */
  constructor(hasDoubleStyle: boolean) {
    this.#hasDoubleStyle = hasDoubleStyle;
  }

  read(text: string, spans: readonly Span[], turn: Turn | null): void {
    const goesOn = spans[0]?.continues ?? false;
    if (!goesOn) this.#waiting = [];
    this.#isTold = this.#last !== null && (goesOn || this.#isAnnounced || isAllQuoted(text, spans));
    if (turn !== null) this.#takeTurn(turn);
    for (const sentence of sentencesOf(text, spans, turn?.start ?? 0)) this.#readSentence(sentence, spans);
    this.#isAnnounced = /[:：]\s*$/.test(text.slice(-3));
  }

  #takeTurn({ label }: Turn): void {
    const who = label === null || label === 'Q' ? null : this.#mentions.speaker(labelParty(label));
    if (label !== null) this.#turn = { who, cue: null, via: null };
    if (this.#turn !== null) this.#tell(this.#turn, null);
  }

  /** Only for who is mentioned: no quote comes any more. */
  listen(text: string): void {
    for (const sentence of sentencesOf(text, [])) {
      this.#mentions.nextSentence();
      new Named(sentence, this.#mentions).noteAll();
    }
  }

  quotes(): QuoteContent[] {
    return this.#drafts.map(({ text, type, told, paragraph, start, end }) => {
      const who = told === null || told.who === null ? null : this.#mentions.inFull(told.who);
      const [speaker, speakerRole] = [who?.name ?? null, who?.role ?? null];
      const [cue, via] = [told?.cue ?? null, told?.via ?? null];
      return { text, type, speaker, speakerRole, cue, via, paragraph, start, end };
    });
  }

  #readSentence(sentence: Sentence, spans: readonly Span[]): void {
    this.#mentions.nextSentence();
    const named = new Named(sentence, this.#mentions);
    const frames = framesOf(sentence);
    const told = new Map<Frame, Told>();
    turnToSubject(sentence, this.#mentions);
    const quotes: Draft[] = [];
    for (let at = 0; at < sentence.tokens.length; at += 1) {
      const token = sentence.tokens[at];
      const span = token?.kind === 'quotation' ? spans[token.span] : undefined;
      if (token === undefined || span === undefined) continue;
      const followsDirect = quotes.at(-1)?.type === 'DIRECT';
      const isSecondary = this.#hasDoubleStyle && span.pair === 'single';
      const placed = { span, sentence, at, frames, followsDirect, isSecondary };
      if (!isQuote(placed, token.text)) continue;
      const { paragraph, start, end } = span;
      const quote: Draft = {
        text: token.text,
        type: typeOf(placed, token.text),
        paragraph,
        start,
        end,
        told: null,
      };
      this.#attribute(quote, this.#reported(sentence, { span, at, frames, told, named }));
      quotes.push(quote);
    }
    this.#drafts.push(...quotes);
    if (quotes.length === 0) this.#hear(sentence, frames, named);
    named.noteAll();
  }

  #reported(sentence: Sentence, { span, at, frames, told, named }: Place): Told | null {
    const report = frameFor(sentence, at, frames);
    if (report === null) return this.#incise(sentence, { span, at, named }) ?? this.#cjk(sentence, span);
    const known = told.get(report.frame) ?? this.#toldBy(sentence, report.frame, named);
    told.set(report.frame, known);
    return { ...known, via: report.via };
  }

  #incise(sentence: Sentence, { span, at, named }: Pick<Place, 'span' | 'at' | 'named'>): Told | null {
    const incise = inciseIn(sentence.tokens[at]?.text ?? '', span);
    if (incise === null) return null;
    named.noteBefore(at);
    return this.#toldBy(incise.sentence, incise.frame, new Named(incise.sentence, this.#mentions));
  }

  #toldBy(sentence: Sentence, frame: Frame, named: Named): Told {
    named.noteBefore(frame.subject?.from ?? frame.cue.from);
    const cue = frame.cue.to > frame.cue.from ? textOf(sentence, frame.cue) : null;
    return { who: this.#speakerOf(sentence, frame), cue, via: null };
  }

  #speakerOf(sentence: Sentence, { subject, pronoun, lacksSubject, medium }: Frame): Speaker | null {
    if (medium !== null) return this.#mentions.speaker(thingParty(medium.name));
    if (pronoun !== null || lacksSubject) return this.#mentions.speaker(pronounParty(pronoun ?? ''));
    return subject === null ? null : this.#mentions.speaker(partyOf(sentence, subject));
  }

  #cjk({ text }: Sentence, span: Span): Told | null {
    const report = cjkReport(text, span);
    if (report === null) return null;
    const who = report.name === null ? (this.#last?.who ?? null) : { name: report.name, role: null };
    return { who, cue: report.cue, via: report.via };
  }

  #attribute(quote: Draft, reported: Told | null): void {
    if (reported !== null) return this.#tell(reported, quote);
    if (this.#isTold && this.#last !== null) quote.told = { ...this.#last, cue: null };
    else this.#waiting.push(quote);
  }

  /** Somebody speaks: this quote is theirs, and those that waited for it. */
  #tell(told: Told, quote: Draft | null): void {
    for (const waiting of this.#waiting) waiting.told = told;
    this.#waiting = [];
    if (quote !== null) quote.told = told;
    this.#last = told;
    this.#isTold = true;
  }

  /** A sentence without a quote may still say who speaks before or after it. */
  #hear(sentence: Sentence, frames: readonly Frame[], named: Named): void {
    const frame = frames.findLast(({ isPlain, medium }) => isPlain && medium === null) ?? frames.at(-1);
    if (frame !== undefined) this.#tell(this.#toldBy(sentence, frame, named), null);
  }
}

interface Place {
  span: Span;
  at: number;
  frames: readonly Frame[];
  told: Map<Frame, Told>;
  named: Named;
}

/** The paragraph is quotations and nothing else. */
function isAllQuoted(text: string, spans: readonly Span[]): boolean {
  let reached = 0;
  for (const { from, to } of spans) {
    if (/[\p{L}\p{N}]/u.test(text.slice(reached, from))) return false;
    reached = to;
  }
  return spans.length > 0 && !/[\p{L}\p{N}]/u.test(text.slice(reached));
}
