/**
 * The quotes of an article: marks → spans → sentences → which are quotes → who said them. Each quote's `text` is
 * `paragraphs[paragraph].slice(start, end)`; quotes come in order and never overlap. Never throws; linear in the text.
 */
import { frameFor } from './attribute.ts';
import { cjkReport } from './cjk.ts';
import { isQuote, typeOf } from './classify.ts';
import { framesOf, type Frame } from './frames.ts';
import { Mentions, type Speaker } from './mentions.ts';
import { noticeAll, turnToSubject } from './noticing.ts';
import { partyOf, pronounParty } from './parties.ts';
import { textOf } from './phrases.ts';
import type { QuoteContent } from './quote.ts';
import { scan, type Span } from './scan.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

type Attribution = Pick<QuoteContent, 'speaker' | 'speakerRole' | 'cue' | 'via'>;

const UNATTRIBUTED: Attribution = { speaker: null, speakerRole: null, cue: null, via: null };

export function findQuotes(paragraphs: readonly string[]): QuoteContent[] {
  const spans = scan(paragraphs);
  const reader = new Reader();
  // What follows the last marks can name nobody for them.
  const telling = paragraphs.slice(0, spans.findLastIndex((found) => found.length > 0) + 1);
  return telling.flatMap((text, paragraph) => reader.paragraph(text, spans[paragraph] ?? []));
}

/** Reads paragraph after paragraph, and remembers who was mentioned and who spoke last. */
class Reader {
  readonly #mentions = new Mentions();
  /** Who spoke last, in this paragraph or before it. */
  #last: Attribution | null = null;
  /** Whether the paragraph so far, or what it follows upon, says who speaks. */
  #isTold = false;
  /** Quotes that nobody is named for yet: the next sentence may. */
  #waiting: QuoteContent[] = [];
  /** The paragraph before announced a quotation by a colon. */
  #isAnnounced = false;

  paragraph(text: string, spans: readonly Span[]): QuoteContent[] {
    const goesOn = spans[0]?.continues ?? false;
    if (!goesOn) this.#waiting = [];
    this.#isTold = this.#last !== null && (goesOn || this.#isAnnounced || isAllQuoted(text, spans));
    const found = sentencesOf(text, spans).flatMap((sentence) => this.#sentence(sentence, spans));
    this.#isAnnounced = /[:：]\s*$/.test(text.slice(-3));
    return found;
  }

  #sentence(sentence: Sentence, spans: readonly Span[]): QuoteContent[] {
    noticeAll(sentence, this.#mentions);
    const frames = framesOf(sentence);
    const told = new Map<Frame, Attribution>();
    turnToSubject(sentence, this.#mentions);
    const quotes: QuoteContent[] = [];
    for (const [at, token] of sentence.tokens.entries()) {
      const span = token.kind === 'quotation' ? spans[token.span] : undefined;
      if (span === undefined) continue;
      const followsDirect = quotes.at(-1)?.type === 'DIRECT';
      const placed = { span, sentence, at, frames, followsDirect };
      if (!isQuote(placed, token.text)) continue;
      const quote: QuoteContent = {
        text: token.text,
        type: typeOf(placed, token.text),
        ...UNATTRIBUTED,
        paragraph: span.paragraph,
        start: span.start,
        end: span.end,
      };
      this.#attribute(quote, this.#reported(sentence, { span, at, frames, told }));
      quotes.push(quote);
    }
    if (quotes.length === 0) this.#listen(sentence, frames);
    return quotes;
  }

  #reported(sentence: Sentence, { span, at, frames, told }: Place): Attribution | null {
    const report = frameFor(sentence, at, frames);
    if (report === null) return this.#cjk(sentence, span);
    const known = told.get(report.frame) ?? this.#toldBy(sentence, report.frame);
    told.set(report.frame, known);
    return { ...known, via: report.via };
  }

  #toldBy(sentence: Sentence, frame: Frame): Attribution {
    const speaker = this.#speakerOf(sentence, frame);
    const cue = frame.cue.to > frame.cue.from ? textOf(sentence, frame.cue) : null;
    return { speaker: speaker?.name ?? null, speakerRole: speaker?.role ?? null, cue, via: null };
  }

  #speakerOf(sentence: Sentence, { subject, pronoun, lacksSubject, medium }: Frame): Speaker | null {
    if (medium !== null) return { name: medium.name, role: null };
    if (pronoun !== null || lacksSubject) return this.#mentions.speaker(pronounParty(pronoun ?? ''));
    return subject === null ? null : this.#mentions.speaker(partyOf(sentence, subject));
  }

  #cjk({ text }: Sentence, span: Span): Attribution | null {
    const report = cjkReport(text, span);
    if (report === null) return null;
    return {
      speaker: report.name ?? this.#last?.speaker ?? null,
      speakerRole: null,
      cue: report.cue,
      via: report.via,
    };
  }

  #attribute(quote: QuoteContent, reported: Attribution | null): void {
    if (reported !== null) return this.#tell(reported, quote);
    if (this.#isTold && this.#last !== null) Object.assign(quote, { ...this.#last, cue: null });
    else this.#waiting.push(quote);
  }

  /** Somebody speaks: this quote is theirs, and those that waited for it. */
  #tell(attribution: Attribution, quote: QuoteContent | null): void {
    for (const waiting of this.#waiting) Object.assign(waiting, attribution);
    this.#waiting = [];
    if (quote !== null) Object.assign(quote, attribution);
    this.#last = attribution;
    this.#isTold = true;
  }

  /** A sentence without a quote may still say who speaks before or after it. */
  #listen(sentence: Sentence, frames: readonly Frame[]): void {
    const frame = frames.findLast(({ isPlain, medium }) => isPlain && medium === null) ?? frames.at(-1);
    if (frame !== undefined) this.#tell(this.#toldBy(sentence, frame), null);
  }
}

interface Place {
  span: Span;
  at: number;
  frames: readonly Frame[];
  told: Map<Frame, Attribution>;
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
