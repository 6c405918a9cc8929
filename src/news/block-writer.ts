/**
 * Makes blocks out of text that comes in pieces, each in a style. Breaks wait until more text comes, so that empty elements
 * leave no trace: only then it shows whether a break parts two blocks, two cells of a row, or two words.
 */
import type { Block, BlockKind, Mark, MarkKind } from './block.ts';
import { compose, foldText, trimText } from './block-text.ts';
import { arrangeMarks } from './mark.ts';

/** What text is: the block that it stands in, and what is laid over it. */
export interface Style {
  kind: BlockKind;
  level: number | null;
  /** A safe address. */
  link: string | null;
  strong: boolean;
  emphasis: boolean;
}

type Pending = 'NOTHING' | 'LINE' | 'PARAGRAPH' | 'CELL';

const BETWEEN_CELLS = ' | ';

export class BlockWriter {
  readonly #blocks: Block[] = [];
  #kind: BlockKind = 'PARAGRAPH';
  #level: number | null = null;
  #pieces: string[] = [];
  #length = 0;
  #endsWithSpace = true;
  #marks: Mark[] = [];
  /** The mark of each kind that the next piece may prolong. */
  #last = new Map<MarkKind, Mark>();
  #pending: Pending = 'NOTHING';
  #pendingStyle: Style | null = null;
  #linkCharacters = 0;

  /** How long the addresses of all links are together: a link over many paragraphs is repeated in each. */
  get linkCharacters(): number {
    return this.#linkCharacters;
  }

  /** How many blocks there are before what comes next, if that is none of the text that is open. */
  get count(): number {
    return this.#blocks.length + (this.#length > 0 && this.#pending === 'PARAGRAPH' ? 1 : 0);
  }

  text(raw: string, style: Style): void {
    const text = foldText(raw);
    if (text === '' || (text === ' ' && this.#pending !== 'NOTHING')) return;
    this.#resolve(style);
    if (this.#length === 0) {
      this.#kind = style.kind;
      this.#level = style.level;
    }
    this.#append(this.#endsWithSpace && text.startsWith(' ') ? text.slice(1) : text, style);
  }

  /** One line break is a space; a second one ends the paragraph. */
  line(style: Style): void {
    if (this.#pending === 'LINE') this.#pending = 'PARAGRAPH';
    if (this.#pending !== 'NOTHING') return;
    this.#pending = 'LINE';
    this.#pendingStyle = style;
  }

  /** The edge of a paragraph. It parts blocks, except in headings and items, which stay one block, and at the edge of a cell. */
  paragraph(): void {
    if (this.#pending !== 'CELL') this.#pending = 'PARAGRAPH';
  }

  /** The edge of a cell: its text goes on in the row's paragraph. */
  cell(): void {
    this.#pending = 'CELL';
  }

  /** The edge of what always parts blocks. */
  block(): void {
    if (this.#length > 0) this.#finish();
    this.#pending = 'NOTHING';
  }

  end(): Block[] {
    this.block();
    return this.#blocks;
  }

  #resolve(style: Style): void {
    const pending = this.#pending;
    this.#pending = 'NOTHING';
    if (pending === 'NOTHING' || this.#length === 0) return;
    const oneBlock = style.kind !== 'PARAGRAPH' && style.kind !== 'BLOCKQUOTE';
    if (pending === 'CELL')
      this.#append(this.#endsWithSpace ? BETWEEN_CELLS.trimStart() : BETWEEN_CELLS, null);
    else if (pending === 'PARAGRAPH' && !oneBlock) this.#finish();
    else if (!this.#endsWithSpace) this.#append(' ', pending === 'LINE' ? this.#pendingStyle : null);
  }

  #append(text: string, style: Style | null): void {
    if (text === '') return;
    const start = this.#length;
    this.#pieces.push(text);
    this.#length += text.length;
    this.#endsWithSpace = text.endsWith(' ');
    if (style === null) return;
    if (style.link !== null) this.#mark('LINK', start, style.link);
    if (style.strong) this.#mark('STRONG', start, null);
    if (style.emphasis) this.#mark('EMPHASIS', start, null);
  }

  #mark(kind: MarkKind, start: number, url: string | null): void {
    const last = this.#last.get(kind);
    if (last !== undefined && last.end === start && last.url === url) {
      last.end = this.#length;
      return;
    }
    const mark = { kind, start, end: this.#length, url };
    this.#marks.push(mark);
    this.#linkCharacters += url?.length ?? 0;
    this.#last.set(kind, mark);
  }

  #finish(): void {
    const raw = this.#pieces.join('');
    const composed = compose(raw);
    const text = trimText(composed.text);
    if (text !== '') {
      const cut = composed.text.length - composed.text.trimStart().length;
      const marks = this.#marks.map((mark) => ({
        ...mark,
        start: composed.startOf(mark.start) - cut,
        end: composed.endOf(mark.end) - cut,
      }));
      this.#blocks.push({ kind: this.#kind, text, level: this.#level, marks: arrangeMarks(text, marks) });
    }
    this.#pieces = [];
    this.#length = 0;
    this.#endsWithSpace = true;
    this.#marks = [];
    this.#last = new Map();
  }
}
