/**
 * HTML from outside reduced to blocks: whatever it holds, only text, its kinds and its marks come out. What a browser would
 * not show as text (scripts, controls, embedded things) is left out with its content; an element unknown here lends its
 * text to where it stands. Photos come as data, so figures and pictures are left out, but not a table or a quotation that
 * only sits in a figure.
 */
import type { Block } from './block.ts';
import { BlockWriter, type Style } from './block-writer.ts';
import { MAX_LIST_LEVEL } from './body.ts';
import {
  attributeOf,
  type HtmlElement,
  type HtmlNode,
  HtmlTooTangled,
  isElement,
  isText,
  parseHtml,
} from './html-tree.ts';
import { safeLink } from './link.ts';

const LEFT_OUT = words(`
  applet area audio base basefont bgsound button canvas col colgroup datalist del embed figcaption frame frameset head iframe
  img input label legend link map math meta meter noembed noframes noscript object optgroup option output param picture
  progress script select source style svg template textarea title track video`);
/** These part blocks wherever they stand. */
const BLOCKS = words(
  'blockquote dir h1 h2 h3 h4 h5 h6 hr li menu ol table tbody tfoot thead tr caption ul figure',
);
/** These part paragraphs. */
const PARAGRAPHS = words(`
  address article aside body center dd details dialog div dl dt fieldset footer form header hgroup listing main nav p plaintext
  pre search section summary xmp`);
/** In a figure only what stands in one of these is text of the body. */
const TEXT_IN_FIGURE = words('blockquote dir menu ol pre table ul');
const PREFORMATTED = words('listing plaintext pre xmp');
const STRONG = words('b strong');
const EMPHASIS = words('cite em i');
const HEADING_LEVELS = new Map([
  ['h1', 2],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
  ['h5', 4],
  ['h6', 4],
]);

/**
 * How long the links may be altogether, measured by the HTML that they come from: each character of it may become nine
 * (percent-encoded UTF-8). Only a link left open over many short paragraphs is longer.
 */
const LINK_GROWTH = 9;
const LINK_ALLOWANCE = 100_000;

/** An `img` as it stands in the HTML. */
export interface HtmlPicture {
  image: HtmlElement;
  /** The figure that it is in. */
  figure: HtmlElement | null;
  /** It stands before this block, or before the end of it where it is amid its text. */
  paragraph: number;
}

interface Scope extends Style {
  /** How many lists it stands in, and whether the innermost is numbered. */
  lists: number;
  numbered: boolean;
  preformatted: boolean;
  inFigure: boolean;
  figure: HtmlElement | null;
  /** How many `q` it stands in: browsers show these in quotation marks, and one inside another in single ones. */
  quotes: number;
}

const OUTERMOST: Scope = {
  kind: 'PARAGRAPH',
  level: null,
  link: null,
  strong: false,
  emphasis: false,
  lists: 0,
  numbered: false,
  preformatted: false,
  inFigure: false,
  figure: null,
  quotes: 0,
};

/** Nodes being walked, and the element that they end. A list of these instead of recursion: HTML may be nested without end. */
interface Level {
  nodes: HtmlNode[];
  next: number;
  scope: Scope;
  ends: HtmlElement | null;
}

/**
 * The blocks of some HTML, a fragment or a whole page. Links that are not absolute are resolved against `base`, and without
 * one lose their mark. Throws HtmlTooTangled.
 */
export function blocksFromHtml(html: string, base: string | null = null): Block[] {
  return blocksFromNodes(parseHtml(html), { base, length: html.length });
}

/** The same, and the pictures among them. */
export function bodyFromHtml(
  html: string,
  base: string | null = null,
): { blocks: Block[]; pictures: HtmlPicture[] } {
  const pictures: HtmlPicture[] = [];
  return { blocks: blocksFromNodes(parseHtml(html), { base, length: html.length, pictures }), pictures };
}

/** The same of nodes that were made of `length` characters of HTML; `pictures` are added to. */
export function blocksFromNodes(
  nodes: HtmlNode[],
  { base, length, pictures }: { base: string | null; length: number; pictures?: HtmlPicture[] },
): Block[] {
  const writer = new BlockWriter();
  const maxLinkCharacters = LINK_ALLOWANCE + LINK_GROWTH * length;
  const levels: Level[] = [{ nodes, next: 0, scope: OUTERMOST, ends: null }];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const node = level.nodes[level.next++];
    if (node === undefined) {
      if (level.ends !== null) leave(level.ends, level.scope, writer);
      levels.pop();
    } else if (isText(node)) {
      writeText(node.value, level.scope, writer);
      if (writer.linkCharacters > maxLinkCharacters) throw new HtmlTooTangled();
    } else if (isElement(node) && node.tagName === 'img') {
      pictures?.push({ image: node, figure: level.scope.figure, paragraph: writer.count });
    } else if (isElement(node) && node.tagName === 'picture' && pictures !== undefined) {
      levels.push({ nodes: node.childNodes, next: 0, scope: level.scope, ends: null });
    } else if (isElement(node) && !LEFT_OUT.has(node.tagName) && attributeOf(node, 'hidden') === null) {
      const scope = scopeIn(node, level.scope, base);
      enter(node, scope, writer);
      levels.push({ nodes: node.childNodes, next: 0, scope, ends: node });
    }
  }
  return writer.end();
}

function writeText(text: string, scope: Scope, writer: BlockWriter): void {
  if (scope.inFigure) return;
  if (!scope.preformatted) {
    writer.text(text, scope);
    return;
  }
  for (const [position, line] of text.split('\n').entries()) {
    if (position > 0) writer.line(scope);
    writer.text(line, scope);
  }
}

function enter(element: HtmlElement, scope: Scope, writer: BlockWriter): void {
  edge(element, scope, writer);
  if (element.tagName === 'q') writeText(scope.quotes % 2 === 1 ? '“' : '‘', scope, writer);
}

function leave(element: HtmlElement, scope: Scope, writer: BlockWriter): void {
  if (element.tagName === 'q') writeText(scope.quotes % 2 === 1 ? '”' : '’', scope, writer);
  // A void element has nothing in it, and has no end.
  if (element.tagName !== 'br') edge(element, scope, writer);
}

/** What the beginning, and just so the end, of an element does to the text around it. */
function edge({ tagName }: HtmlElement, scope: Scope, writer: BlockWriter): void {
  if (BLOCKS.has(tagName)) writer.block();
  else if (PARAGRAPHS.has(tagName)) writer.paragraph();
  else if (tagName === 'td' || tagName === 'th') writer.cell();
  else if (tagName === 'br') writer.line(scope);
}

function scopeIn(element: HtmlElement, outer: Scope, base: string | null): Scope {
  const { tagName } = element;
  if (STRONG.has(tagName)) return { ...outer, strong: true };
  if (EMPHASIS.has(tagName)) return { ...outer, emphasis: true };
  if (tagName === 'a') return linkIn(element, outer, base);
  if (tagName === 'q') return { ...outer, quotes: outer.quotes + 1 };
  if (tagName === 'figure') return { ...outer, inFigure: true, figure: element };
  const inFigure = outer.inFigure && !TEXT_IN_FIGURE.has(tagName);
  if (PREFORMATTED.has(tagName)) return { ...outer, inFigure, preformatted: true };
  if (tagName === 'blockquote') return { ...outer, inFigure, kind: 'BLOCKQUOTE', level: null };
  if (tagName === 'table') return { ...outer, inFigure, kind: 'PARAGRAPH', level: null };
  if (tagName === 'li') return { ...outer, ...itemIn(outer) };
  if (tagName === 'ol' || tagName === 'ul' || tagName === 'menu' || tagName === 'dir') {
    return { ...outer, inFigure, lists: outer.lists + 1, numbered: tagName === 'ol' };
  }
  const level = HEADING_LEVELS.get(tagName);
  return level === undefined ? outer : { ...outer, kind: 'HEADING', level };
}

function linkIn(element: HtmlElement, outer: Scope, base: string | null): Scope {
  const href = attributeOf(element, 'href');
  return href === null ? outer : { ...outer, link: safeLink(href, base) };
}

function itemIn({ lists, numbered }: Scope): Pick<Scope, 'kind' | 'level'> {
  return {
    kind: numbered ? 'NUMBERED_ITEM' : 'LIST_ITEM',
    level: Math.min(Math.max(lists, 1), MAX_LIST_LEVEL),
  };
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
