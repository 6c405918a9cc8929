/** What of served HTML a browser could be made to do something by. */
import { isElement, parseHtml } from '../../src/news/html-tree.ts';

const ELEMENTS = new Set('p h2 h3 h4 ul ol li blockquote a strong em figure img figcaption br'.split(' '));
const ATTRIBUTES = new Set(['href', 'src', 'alt', 'width', 'height']);
const ADDRESS = /^(?:https?:|mailto:|\/photos\/)/;

export function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const waiting = parseHtml(html);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue;
    if (!ELEMENTS.has(node.tagName)) dangers.push(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      const isSafe = ATTRIBUTES.has(name) && (!/^(?:href|src)$/.test(name) || ADDRESS.test(value));
      if (!isSafe) dangers.push(`${name}="${value}"`);
    }
    waiting.push(...node.childNodes);
  }
  return dangers;
}
