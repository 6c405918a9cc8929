/**
 * HTML parsed as a browser parses the inside of a body, with a bound on what it may grow to. The standard makes a parser
 * copy unclosed elements into each paragraph that follows, so that some kilobytes of hostile HTML become gigabytes of
 * tree; the bound is on the tree, because nothing in the source tells beforehand.
 */
import { defaultTreeAdapter, type DefaultTreeAdapterMap, html as names, parseFragment } from 'parse5';

export type HtmlNode = DefaultTreeAdapterMap['childNode'];
export type HtmlElement = DefaultTreeAdapterMap['element'];
export type HtmlText = DefaultTreeAdapterMap['textNode'];

/** How many elements a tree may have; a long page of news has some thousands. */
export const MAX_ELEMENTS = 250_000;

/** HTML that grows beyond all use when it is read. */
export class HtmlTooTangled extends Error {
  constructor() {
    super(
      'The HTML grows beyond all use when it is read: close the tags that are left open in it, or shorten it.',
    );
    this.name = 'HtmlTooTangled';
  }
}

/** The nodes of the HTML. Throws HtmlTooTangled where there would be more than MAX_ELEMENTS. */
export function parseHtml(html: string): HtmlNode[] {
  let elements = 0;
  const context = defaultTreeAdapter.createElement('body', names.NS.HTML, []);
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      if (++elements > MAX_ELEMENTS) throw new HtmlTooTangled();
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
  };
  return parseFragment(context, html, { treeAdapter }).childNodes;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

export function isText(node: HtmlNode): node is HtmlText {
  return node.nodeName === '#text';
}

/** The value of an attribute, or null. */
export function attributeOf(element: HtmlElement, name: string): string | null {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null;
}
