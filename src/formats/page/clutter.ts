/**
 * What stands on a page beside an article's text, taken out of the tree: by its element, by its role, because it is not shown, or
 * because its class or id says what it is. What a page calls by such a name and fills with most of its text is left where it is.
 */
import { NAMELESS, type NameVerdict, verdictOn } from './clutter-names.ts';
import type { PageElement, PageNode } from './tree.ts';

const LEFT_OUT = new Set(
  `audio button canvas command datalist dialog embed figcaption frame frameset iframe input keygen legend link map
  menu meta noframes noscript object optgroup option output progress script select source style svg template textarea title track
  video`.split(/\s+/),
);
/** Unless they hold much of the page's text, as all of some pages is one form. */
const UNLESS_THE_TEXT = new Set(['aside', 'fieldset', 'footer', 'form', 'header', 'label', 'nav']);
/** WAI-ARIA roles of what is around a text. */
const ROLES = new Set(
  'alert alertdialog banner button complementary contentinfo dialog form menu menubar navigation search status tablist toolbar tooltip'.split(
    ' ',
  ),
);
/** An element that has this share of the page's paragraphs is no clutter, whatever it is called. */
const MOST = 0.25;

export function removeClutter(page: PageElement): void {
  sweep(page, new Scale(page));
}

/** What an element weighs, in characters of paragraphs, and what its names say. */
class Scale {
  readonly #page: PageElement;
  readonly #weights = new Map<PageElement, number>();
  readonly #verdicts = new Map<string, NameVerdict>();
  /** Of all that goes by a name that is perhaps clutter's; null until it is asked for, as for most pages it is not. */
  #weightOf: Map<string, number> | null = null;
  readonly #most: number;

  constructor(page: PageElement) {
    this.#page = page;
    this.#most = Math.max(this.#weigh(page, false) * MOST, 1);
  }

  weightOf(element: PageElement): number {
    return this.#weights.get(element) ?? 0;
  }

  isMuch(weight: number): boolean {
    return weight >= this.#most;
  }

  verdictOn({ attribs }: PageElement): NameVerdict {
    const { class: classes, id, 'data-component': component, 'data-type': type } = attribs;
    if (classes === undefined && id === undefined && component === undefined && type === undefined)
      return NAMELESS;
    const names = [classes, id, component, type].join(' ');
    let verdict = this.#verdicts.get(names);
    if (verdict === undefined) {
      verdict = verdictOn(names);
      this.#verdicts.set(names, verdict);
    }
    return verdict;
  }

  /** Whether much of the page goes by that name, in however many pieces. */
  isMuchNamed(name: string): boolean {
    if (this.#weightOf === null) {
      this.#weightOf = new Map();
      this.#weighNames(this.#page, null, this.#weightOf);
    }
    return this.isMuch(this.#weightOf.get(name) ?? 0);
  }

  #weigh(node: PageElement, inParagraph: boolean): number {
    let weight = 0;
    for (const child of node.children) {
      if (typeof child === 'string') {
        if (inParagraph) weight += child.trim().length;
      } else if (child.name !== 'script' && child.name !== 'style') {
        const inside = this.#weigh(child, inParagraph || child.name === 'p');
        if (inside > 0) this.#weights.set(child, inside);
        weight += inside;
      }
    }
    return weight;
  }

  /** `outer`: the name that it is within, which has its weight. */
  #weighNames(node: PageElement, outer: string | null, weights: Map<string, number>): void {
    for (const child of node.children) {
      if (typeof child === 'string') continue;
      const weight = this.weightOf(child);
      if (weight === 0) continue;
      const name = this.verdictOn(child).perhaps;
      if (name !== null && name !== outer) weights.set(name, (weights.get(name) ?? 0) + weight);
      this.#weighNames(child, name ?? outer, weights);
    }
  }
}

/** Answers whether anything is left to be seen. */
function sweep(node: PageElement, scale: Scale): boolean {
  const kept: PageNode[] = [];
  let isSeen = false;
  for (const child of node.children) {
    if (typeof child === 'string') {
      kept.push(child);
      isSeen ||= /\S/.test(child);
    } else if (!isClutter(child, scale)) {
      const isChildSeen = sweep(child, scale) || child.name === 'img';
      if (isChildSeen || child.name === 'br' || child.name === 'hr') kept.push(child);
      isSeen ||= isChildSeen;
    }
  }
  node.children = kept;
  return isSeen;
}

function isClutter(element: PageElement, scale: Scale): boolean {
  const { name, attribs } = element;
  if (name === 'html' || name === 'body') return false;
  if (LEFT_OUT.has(name)) return true;
  const weight = scale.weightOf(element);
  if (scale.isMuch(weight)) return false;
  const { isBodys, isClutters, perhaps } = scale.verdictOn(element);
  if (isBodys) return false;
  const { role } = attribs;
  return (
    isClutters ||
    UNLESS_THE_TEXT.has(name) ||
    (role !== undefined && ROLES.has(role)) ||
    isHidden(attribs) ||
    (perhaps !== null && (weight === 0 || !scale.isMuchNamed(perhaps)))
  );
}

function isHidden({ hidden, style, 'aria-hidden': aria }: PageElement['attribs']): boolean {
  if (hidden !== undefined || aria === 'true') return true;
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
