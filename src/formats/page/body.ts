/** Which part of a page is the article's body: what Readability takes of a page that is rid of its clutter. */
import { Readability } from '@mozilla/readability';
import JSDOMParser from '@mozilla/readability/JSDOMParser.js';
import render from 'dom-serializer';
import { type ChildNode, type Document, type Element, isTag, isText } from 'domhandler';
import type { Block } from '../../news/block.ts';
import { blocksFromNodes } from '../../news/blocks-from-html.ts';
import type { HtmlElement, HtmlNode } from '../../news/html-tree.ts';

/** With less than this Readability tries again, less strictly; in characters. */
const LEAST = 250;
/** A part of the page that has this share of its text is all that is looked at. */
const NEARLY_ALL = 0.9;

/** What a light DOM node of Readability's own has. */
interface LightNode {
  nodeType: number;
  localName?: string;
  textContent: string;
  attributes?: readonly { name: string; value: string }[];
  childNodes: readonly LightNode[];
}

export function bodyOfPage(page: Document, base: string | null): Block[] {
  const html = `<html><body>${render(heartOf(page), { xmlMode: true })}</body></html>`;
  const document = new JSDOMParser().parse(html);
  const article = new Readability<LightNode>(document, {
    charThreshold: LEAST,
    disableJSONLD: true,
    serializer: (element) => element as unknown as LightNode,
  }).parse();
  return article?.content == null
    ? []
    : blocksFromNodes(article.content.childNodes.map(nodeOf), { base, length: html.length });
}

/** The innermost element that has nearly all of the page's text. */
function heartOf(page: Document): Element | Document {
  const lengths = new Map<ChildNode, number>();
  const least = measure(page, lengths) * NEARLY_ALL;
  let heart: Element | Document = page;
  for (;;) {
    const inner: Element | undefined = heart.children.find(
      (child): child is Element => isTag(child) && (lengths.get(child) ?? 0) >= least,
    );
    if (inner === undefined || inner.name === 'p') return heart;
    heart = inner;
  }
}

/** Characters of text, noted for each element. */
function measure(node: Element | Document, lengths: Map<ChildNode, number>): number {
  let length = 0;
  for (const child of node.children) {
    if (isText(child)) length += child.data.length;
    else if (isTag(child)) {
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
