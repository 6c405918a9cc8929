/**
 * A page of the web as a light tree, bounded, so that whatever comes can be walked. Scripts, styles and comments, which are most of
 * many pages, are cut out before: what they hold costs nothing then.
 */
import { type Handler, Parser } from 'htmlparser2';
import { HtmlTooTangled } from '../../news/html-tree.ts';

/** Pages of news are some 40 deep, */
const MAX_DEPTH = 200;
/** have a thousand elements, a long list of live news some more, */
const MAX_ELEMENTS = 20_000;
/** and of characters, without scripts and the like, some hundred thousand. */
const MAX_LENGTH = 4_000_000;

/** A string is text, as it is written; the page itself is an element without a name. */
export type PageNode = PageElement | string;

export interface PageElement {
  /** In lower case. */
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  /** null: it is the page. */
  readonly parent: PageElement | null;
  children: PageNode[];
}

export interface Page {
  root: PageElement;
  /** All of it, in order. */
  elements: readonly PageElement[];
  /** Data that stand in it as JSON-LD, as they are written. */
  jsonLd: string[];
}

/** Throws HtmlTooTangled. */
export function parsePage(html: string): Page {
  const { text, jsonLd } = cut(html);
  if (text.length > MAX_LENGTH) throw new HtmlTooTangled();
  const grower = new Grower();
  new Parser(grower).end(text);
  return { root: grower.root, elements: grower.elements, jsonLd };
}

const CUT = /<(?:!--|(script|style|noscript|template|iframe|svg)(?=[\s>/]))/gi;
const IS_JSON_LD = /^<script[^>]*\btype\s*=\s*["']?application\/ld\+json/i;

function cut(html: string): { text: string; jsonLd: string[] } {
  const jsonLd: string[] = [];
  /** What was opened and never ends is not looked for again. */
  const endless = new Set<string>();
  let text = '';
  let at = 0;
  CUT.lastIndex = 0;
  for (let found = CUT.exec(html); found !== null; found = CUT.exec(html)) {
    const name = found[1]?.toLowerCase() ?? '--';
    const end = endless.has(name) ? -1 : endOf(html, name, found.index);
    if (end === -1) {
      endless.add(name);
      continue;
    }
    if (name === 'script') {
      const script = html.slice(found.index, end);
      if (IS_JSON_LD.test(script.slice(0, 300)))
        jsonLd.push(script.slice(script.indexOf('>') + 1, script.lastIndexOf('<')));
    }
    text += html.slice(at, found.index);
    at = end;
    CUT.lastIndex = end;
  }
  return { text: text + html.slice(at), jsonLd };
}

/** Behind what ends it; -1: nothing does. */
function endOf(html: string, name: string, from: number): number {
  if (name === '--') {
    const end = html.indexOf('-->', from + 4);
    return end === -1 ? -1 : end + 3;
  }
  const end = new RegExp(`</${name}\\s*>`, 'gi');
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : -1;
}

/** Of all elements together: what looks at each with all around it takes as long as this says. */
const MAX_DEPTHS = 600_000;

/** Grows the tree while the page is read. */
class Grower implements Partial<Handler> {
  readonly root: PageElement = { name: '', attribs: {}, parent: null, children: [] };
  /** All, in order. */
  readonly elements: PageElement[] = [];
  /** What is open, and holds what comes. */
  #innermost = this.root;
  #depth = 0;
  #depths = 0;

  onopentag(name: string, attribs: Record<string, string>): void {
    this.#depth += 1;
    this.#depths += this.#depth;
    if (this.elements.length >= MAX_ELEMENTS || this.#depth > MAX_DEPTH || this.#depths > MAX_DEPTHS)
      throw new HtmlTooTangled();
    const parent = this.#innermost;
    const element: PageElement = { name, attribs, parent, children: [] };
    parent.children.push(element);
    this.elements.push(element);
    this.#innermost = element;
  }

  /** One text may come in pieces: what stands between two tags is one node. */
  ontext(text: string): void {
    const { children } = this.#innermost;
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  }

  onclosetag(): void {
    this.#depth -= 1;
    this.#innermost = this.#innermost.parent ?? this.root;
  }
}

/** The text of a node as it is written. */
export function textIn(node: PageNode): string {
  if (typeof node === 'string') return node;
  let text = '';
  for (const child of node.children) text += textIn(child);
  return text;
}

/** The text of a node on one line; null where there is none. */
export function lineIn(node: PageNode): string | null {
  const line = textIn(node).replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}

/** The beginning of a node's text, of some `length` characters. */
export function beginningIn(node: PageNode, length: number): string {
  if (typeof node === 'string') return node;
  let text = '';
  for (const child of node.children) {
    text += beginningIn(child, length);
    if (text.length >= length) break;
  }
  return text;
}

/** All elements in `node`, in the order of the page; no more than `most`. */
export function elementsIn(node: PageElement, most = Number.POSITIVE_INFINITY): PageElement[] {
  const elements: PageElement[] = [];
  const waiting: PageNode[] = node.children.toReversed();
  for (let next = waiting.pop(); next !== undefined && elements.length < most; next = waiting.pop()) {
    if (typeof next === 'string') continue;
    elements.push(next);
    for (let place = next.children.length - 1; place >= 0; place -= 1) {
      const child = next.children[place];
      if (child !== undefined) waiting.push(child);
    }
  }
  return elements;
}
