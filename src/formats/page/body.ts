/** Which part of a page is the article's body: what Readability takes of a page that is rid of its clutter. */
import { Readability } from '@mozilla/readability';
import JSDOMParser, {
  type LightDocument,
  type LightElement,
  type LightNode,
} from '@mozilla/readability/JSDOMParser.js';
import type { Block } from '../../news/block.ts';
import { blocksFromNodes } from '../../news/blocks-from-html.ts';
import type { HtmlElement, HtmlNode } from '../../news/html-tree.ts';
import type { PageElement, PageNode } from './tree.ts';

/** With less than this Readability tries again, less strictly; in characters. */
const LEAST = 250;
/** A part of the page that has this share of its text is all that is looked at. */
const NEARLY_ALL = 0.9;

/** It is enough of one for Readability, whose own it is. */
type ReadableDocument = ConstructorParameters<typeof Readability>[0];
/** What Readability and links go by. */
const ATTRIBUTES = ['class', 'id', 'href', 'rel', 'itemprop', 'role'];
const EMPTY_PAGE = '<html><head></head><body></body></html>';

export function bodyOfPage(page: PageElement, base: string | null): Block[] {
  const document = new JSDOMParser().parse(EMPTY_PAGE);
  const lengths = new Map<PageElement, number>();
  const length = measure(page, lengths);
  const heart = heartOf(page, { lengths, least: length * NEARLY_ALL });
  fill(document.body, heart.children, document);
  const article = new Readability<LightElement>(document as unknown as ReadableDocument, {
    charThreshold: LEAST,
    disableJSONLD: true,
    // They are left behind with the elements: to take them off before is a walk for nothing.
    keepClasses: true,
    serializer: (element) => element as unknown as LightElement,
  }).parse();
  if (article?.content == null) return [];
  return blocksFromNodes(article.content.childNodes.map(nodeOf), { base, length });
}

/** Into Readability's own light DOM, without pictures, which have their own way: writing the page as XML for it to be read again would take as long as all else. */
function fill(parent: LightElement, nodes: readonly PageNode[], document: LightDocument): void {
  for (const node of nodes) {
    if (typeof node === 'string') parent.appendChild(document.createTextNode(node));
    else if (node.name !== 'img') {
      const element = document.createElement(node.name);
      for (const name of ATTRIBUTES) {
        const value = node.attribs[name];
        if (value !== undefined) element.setAttribute(name, value);
      }
      fill(element, node.children, document);
      parent.appendChild(element);
    }
  }
}

interface Sought {
  lengths: ReadonlyMap<PageElement, number>;
  /** Characters of text that it must have. */
  least: number;
}

/** The innermost element that has nearly all of the page's text. */
function heartOf(page: PageElement, { lengths, least }: Sought): PageElement {
  let heart: PageElement = page;
  for (;;) {
    const inner: PageElement | undefined = heart.children.find(
      (child): child is PageElement => typeof child !== 'string' && (lengths.get(child) ?? 0) >= least,
    );
    if (inner === undefined || inner.name === 'p') return heart;
    heart = inner;
  }
}

/** Characters of text, noted for each element. */
function measure(node: PageElement, lengths: Map<PageElement, number>): number {
  let length = 0;
  for (const child of node.children) {
    if (typeof child === 'string') length += child.length;
    else {
      const inside = measure(child, lengths);
      lengths.set(child, inside);
      length += inside;
    }
  }
  return length;
}

function nodeOf(node: LightNode): HtmlNode {
  if (node.nodeType === 3) return { nodeName: '#text', value: node.textContent } as HtmlNode;
  const { localName = '', attributes = [] } = node;
  const attrs = attributes.map(({ name, value }) => ({ name, value }));
  return {
    nodeName: localName,
    tagName: localName,
    attrs,
    childNodes: node.childNodes.map(nodeOf),
  } as unknown as HtmlElement;
}
