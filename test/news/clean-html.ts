/** What tests hold served HTML to: read again as browsers read it, it has the allowed tags and attributes and nothing else. */
import { type DefaultTreeAdapterMap, parse, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  blockquote: [],
  em: [],
  figcaption: [],
  figure: [],
  h2: [],
  h3: [],
  h4: [],
  img: ['alt', 'height', 'src', 'width'],
  li: [],
  ol: [],
  p: [],
  strong: [],
  ul: [],
};
const AROUND = new Set(['html', 'head', 'body']);

/** Everything in the HTML that may not be there, in each way that a page may hold it; empty for clean HTML. */
export function faultsInHtml(html: string): string[] {
  const trees = [
    parseFragment(html),
    parse(`<!DOCTYPE html><body>${html}`),
    parse(html, { scriptingEnabled: false }),
  ];
  return trees.flatMap((tree) => faultsUnder(tree));
}

function faultsUnder(tree: Node): string[] {
  const faults: string[] = [];
  const nodes: Node[] = [tree];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.nodeName === '#comment') faults.push('a comment');
    if ('tagName' in node && !AROUND.has(node.tagName)) faults.push(...faultsInElement(node));
    if ('childNodes' in node) nodes.push(...node.childNodes);
  }
  return faults;
}

function faultsInElement({ tagName, namespaceURI, attrs }: DefaultTreeAdapterMap['element']): string[] {
  const faults: string[] = [];
  const allowed = ALLOWED[tagName];
  if (allowed === undefined || namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(`<${tagName}>`);
  for (const { name, value } of attrs) {
    if (allowed?.includes(name) !== true) faults.push(`<${tagName} ${name}>`);
    if (name === 'href' && !/^(https?:\/\/[^/]|mailto:)/.test(value)) faults.push(`href ${value}`);
    if (name === 'src' && !/^(https?:\/\/[^/]|\/photos\/[^/])/.test(value)) faults.push(`src ${value}`);
    if ((name === 'width' || name === 'height') && !/^[1-9]\d*$/.test(value)) faults.push(`${name} ${value}`);
  }
  return faults;
}

/** The words that a browser would show. */
export function textOfHtml(html: string): string {
  const texts: string[] = [];
  const nodes: Node[] = [parseFragment(html)];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if ('value' in node) texts.push(node.value);
    if ('childNodes' in node) nodes.push(...node.childNodes.toReversed());
  }
  return texts.join('');
}
