/**
 * The clean HTML that is served: made from blocks and placed photos, of the tags p h2 h3 h4 ul ol li blockquote a strong em
 * figure img figcaption, with no attribute but a link's href and a picture's src, alt, width and height. Everything else is
 * escaped, whatever the blocks hold; addresses are judged here again, so a store that was tampered with serves nothing unsafe.
 */
import type { Block } from './block.ts';
import { cleanText } from './block-text.ts';
import { MAX_HEADING_LEVEL, MAX_LIST_LEVEL, MIN_HEADING_LEVEL } from './body.ts';
import { escapeAttribute, escapeText, inlineHtml } from './inline-html.ts';
import { safePhotoAddress } from './link.ts';
import type { PhotoContent } from './photo.ts';

/** What is shown of a photo; one without `paragraph` has no place in the text, and is not shown. */
export type PlacedPhoto = Pick<
  PhotoContent,
  'caption' | 'altText' | 'creditLine' | 'width' | 'height' | 'paragraph'
> & { url: string };

/**
 * The blocks as HTML, each photo before the block of its `paragraph`, or at the end where there is none. Items that follow
 * one another are one list, nested by level; block quotes that follow one another are one. A photo amid a list stands in
 * the item before it, so that the numbers go on.
 */
export function htmlOfBlocks(blocks: readonly Block[], photos: readonly PlacedPhoto[] = []): string {
  const figures = figuresByPlace(photos, blocks.length);
  const page = new Page();
  for (const [position, block] of blocks.entries()) {
    for (const figure of figures.get(position) ?? []) page.figure(figure, block);
    page.block(block);
  }
  for (const figure of figures.get(blocks.length) ?? []) page.figure(figure, null);
  return page.end();
}

type ListTag = 'ul' | 'ol';

class Page {
  #html = '';
  #inQuote = false;
  /** The tags of the lists that are open, outermost first; in each one an item is open. */
  readonly #lists: ListTag[] = [];

  block(block: Block): void {
    const text = inlineHtml(block);
    switch (block.kind) {
      case 'LIST_ITEM':
      case 'NUMBERED_ITEM':
        this.#closeQuote();
        this.#openItem(listTagOf(block), levelOf(block, 1, MAX_LIST_LEVEL));
        this.#html += text;
        return;
      case 'BLOCKQUOTE':
        this.#closeLists(0);
        if (!this.#inQuote) this.#html += '<blockquote>';
        this.#inQuote = true;
        this.#html += `<p>${text}</p>`;
        return;
      case 'HEADING':
        this.#close();
        this.#html += heading(levelOf(block, MIN_HEADING_LEVEL, MAX_HEADING_LEVEL), text);
        return;
      case 'PARAGRAPH':
        this.#close();
        this.#html += `<p>${text}</p>`;
    }
  }

  figure(html: string, next: Block | null): void {
    if (!this.#listGoesOn(next)) this.#close();
    this.#html += html;
  }

  end(): string {
    this.#close();
    return this.#html;
  }

  #listGoesOn(next: Block | null): boolean {
    if (next === null || this.#lists.length === 0) return false;
    const tag = listTagOf(next);
    return tag !== null && (tag === this.#lists[0] || levelOf(next, 1, MAX_LIST_LEVEL) > 1);
  }

  #openItem(tag: ListTag | null, level: number): void {
    if (tag === null) return;
    this.#closeLists(level);
    if (this.#lists.length === level) {
      if (this.#lists.at(-1) === tag) this.#html += '</li><li>';
      else this.#closeLists(level - 1);
    }
    while (this.#lists.length < level) {
      this.#html += `<${tag}><li>`;
      this.#lists.push(tag);
    }
  }

  #close(): void {
    this.#closeLists(0);
    this.#closeQuote();
  }

  #closeLists(depth: number): void {
    while (this.#lists.length > depth) this.#html += `</li></${this.#lists.pop() ?? ''}>`;
  }

  #closeQuote(): void {
    if (this.#inQuote) this.#html += '</blockquote>';
    this.#inQuote = false;
  }
}

function listTagOf({ kind }: Block): ListTag | null {
  if (kind === 'NUMBERED_ITEM') return 'ol';
  return kind === 'LIST_ITEM' ? 'ul' : null;
}

function levelOf({ level }: Block, lowest: number, highest: number): number {
  return Math.min(Math.max(Math.trunc(level ?? lowest) || lowest, lowest), highest);
}

function heading(level: number, text: string): string {
  return `<h${level}>${text}</h${level}>`;
}

function figuresByPlace(photos: readonly PlacedPhoto[], last: number): Map<number, string[]> {
  const figures = new Map<number, string[]>();
  for (const photo of photos) {
    const figure = figureHtml(photo);
    if (photo.paragraph === null || figure === null) continue;
    const place = Math.min(Math.max(photo.paragraph, 0), last);
    const there = figures.get(place);
    if (there === undefined) figures.set(place, [figure]);
    else there.push(figure);
  }
  return figures;
}

/** null where the photo has no address that may be shown. */
function figureHtml(photo: PlacedPhoto): string | null {
  const address = safePhotoAddress(photo.url);
  if (address === null) return null;
  const caption = captionOf(photo);
  const image =
    `<img src="${escapeAttribute(address)}" alt="${escapeAttribute(cleanText(photo.altText ?? ''))}"` +
    `${pixels('width', photo.width)}${pixels('height', photo.height)}>`;
  return `<figure>${image}${caption === '' ? '' : `<figcaption>${escapeText(caption)}</figcaption>`}</figure>`;
}

/** The caption, and the credit in parentheses where the caption does not hold it already. */
function captionOf({ caption, creditLine }: PlacedPhoto): string {
  const said = cleanText(caption ?? '');
  const credit = cleanText(creditLine ?? '');
  if (credit === '' || said.includes(credit)) return said;
  return said === '' ? credit : `${said} (${credit})`;
}

function pixels(name: 'width' | 'height', value: number | null): string {
  return value !== null && Number.isInteger(value) && value > 0 ? ` ${name}="${value}"` : '';
}
