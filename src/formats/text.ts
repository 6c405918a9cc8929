/**
 * A web article saved as text: blocks between blank lines, which are a breadcrumb, the headline, captions, byline and dateline,
 * the paragraphs, and what the site puts under them. All but the headline and one paragraph may be missing.
 */
import { EMPTY_ARTICLE, type ArticleContent } from '../news/article.ts';
import { paragraph } from '../news/block.ts';
import type { PhotoContent } from '../news/photo.ts';
import { breadcrumbOfNames, type Crumb } from '../news/section.ts';
import { creditAtEnd, photoOfCaption } from './caption.ts';
import { closingOf, isAddress } from './closing.ts';
import { DEFAULT_SECTION } from './default-section.ts';
import type { Format, Reading } from './format.ts';
import { bylineIn, datelineIn, isLoneDate } from './lines.ts';
import { languageOf } from './language.ts';

/** A longer first block is a paragraph, in characters. */
export const LONGEST_HEADLINE = 300;

/** How many blocks tell the language. */
const TELLING_BLOCKS = 100;

export const textFormat: Format = {
  name: 'text',
  /** Any text that is not another format's. */
  recognizes: (text) => /[\p{L}\p{N}]/u.test(text),
  read: readText,
};

function readText(text: string): Reading {
  const blocks = blocksOf(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')).filter(
    (block) => !isAddress(block),
  );
  const crumbs = breadcrumbIn(blocks[0] ?? '');
  const [headline, ...rest] = crumbs === null ? blocks : blocks.slice(1);
  if (headline === undefined) return refused('The text is empty: it has neither a headline nor paragraphs.');
  if (headline.length > LONGEST_HEADLINE) {
    return refused(
      `The text begins with ${headline.length} characters without a break, which is no headline: put a headline of at most ${LONGEST_HEADLINE} on a line of its own, and a blank line after it.`,
    );
  }
  const article = articleOf(headline, rest, crumbs);
  if (article.blocks.length > 0) return { articles: [article], refused: [] };
  return refused(
    `“${headline}” has a headline but no text: put a blank line and at least one paragraph after it.`,
  );
}

function refused(reason: string): Reading {
  return { articles: [], refused: [{ position: 0, reason }] };
}

function articleOf(headline: string, rest: readonly string[], crumbs: Crumb[] | null): ArticleContent {
  const { kept, source, copyrightNotice } = closingOf(rest);
  const language = languageOf([headline, ...rest.slice(0, Math.min(kept, TELLING_BLOCKS))].join('\n'));
  const { paragraphs, photos, byline, dateline } = bodyOf(rest.slice(0, kept), language);
  return {
    ...EMPTY_ARTICLE,
    headline,
    section: crumbs === null ? [...DEFAULT_SECTION] : withoutHeadline(crumbs, headline),
    blocks: paragraphs.map(paragraph),
    byline,
    dateline,
    language,
    source,
    copyrightNotice,
    photos,
  };
}

interface Body {
  paragraphs: string[];
  photos: PhotoContent[];
  byline: string | null;
  dateline: string | null;
}

function bodyOf(blocks: readonly string[], language: string): Body {
  const body: Body = { paragraphs: [], photos: [], byline: null, dateline: null };
  for (const block of blocks) {
    const credited = creditAtEnd(block);
    if (credited !== null)
      body.photos.push(placed(photoOfCaption(credited, language), body.paragraphs.length));
    else if (body.paragraphs.length > 0 || !isLineAbove(block, body)) body.paragraphs.push(block);
  }
  body.dateline ??= datelineIn(body.paragraphs[0] ?? '')?.place ?? null;
  for (const photo of body.photos) {
    if (photo.paragraph === body.paragraphs.length) photo.paragraph = null;
  }
  return body;
}

/** Whether the block is a byline, a dateline or a date, which stand above the text and are kept apart from it. */
function isLineAbove(block: string, body: Body): boolean {
  const byline = bylineIn(block);
  const dateline = datelineIn(block);
  if (byline !== null) body.byline ??= byline;
  else if (dateline?.isAlone === true) body.dateline ??= dateline.place;
  else return isLoneDate(block);
  return true;
}

/** A photo above the text has no place in it. */
function placed(photo: PhotoContent, paragraphs: number): PhotoContent {
  return { ...photo, paragraph: paragraphs === 0 ? null : paragraphs };
}

/** Between blank lines; where there are none, each line is a block. */
function blocksOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  const written = lines.slice(Math.max(0, first), last + 1);
  if (!written.includes('')) return written.map(withSingleSpaces).filter((line) => line !== '');
  return groupsOf(written).flatMap(blocksOfGroup).map(withSingleSpaces);
}

function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  for (const line of [...lines, '']) {
    if (line !== '') group.push(line);
    else if (group.length > 0) {
      groups.push(group);
      group = [];
    }
  }
  return groups;
}

/** What stands above a text has fewer lines than this together. */
const MOST_LINES_ABOVE = 12;
/** Nobody wraps lines at more than this, in characters. */
const LONGEST_WRAP = 160;

/** Lines that follow each other are one block, unless they are too long to be wrapped, or say who wrote it, or where it belongs. */
function blocksOfGroup(lines: readonly string[]): string[] {
  if (lines.length === 1) return [...lines];
  if (lines.some((line, index) => line.length > LONGEST_WRAP && index < lines.length - 1)) return [...lines];
  if (lines.length > MOST_LINES_ABOVE) return [lines.join(' ')];
  const blocks: string[] = [];
  let open = false;
  for (const line of lines) {
    const isOwn = bylineIn(line) !== null || breadcrumbIn(line) !== null || isLoneDate(line);
    if (open && !isOwn) blocks.push(`${blocks.pop() ?? ''} ${line}`);
    else blocks.push(line);
    open = !isOwn;
  }
  return blocks;
}

function withSingleSpaces(text: string): string {
  return text.replace(/[ \t]{2,}|\t/g, ' ');
}

const LONGEST_BREADCRUMB = 160;
const LONGEST_STEP = 40;
const MOST_STEP_WORDS = 4;
const HOME = /^(?:home(?: ?page)?|start(?:seite)?|accueil|inicio|portada)$/i;

/** "News / World", "Home › News › Europe": at least two short steps; null where the line is no breadcrumb. */
export function breadcrumbIn(line: string): Crumb[] | null {
  if (line.length > LONGEST_BREADCRUMB) return null;
  const steps = line.split(/\s+[/|]\s+|\s*[›>»→]\s*/u).map((step) => step.trim());
  const named = steps.filter((step) => step !== '');
  if (named.length < 2 || named.length > 8 || !named.every(isStep)) return null;
  const crumbs = breadcrumbOfNames(HOME.test(named[0] ?? '') ? named.slice(1) : named);
  return crumbs.length === 0 ? null : crumbs;
}

function isStep(step: string): boolean {
  return (
    step.length <= LONGEST_STEP && step.split(/\s+/).length <= MOST_STEP_WORDS && !/[.!?…“”"«]/.test(step)
  );
}

/** Some sites end the breadcrumb with the article itself. */
function withoutHeadline(crumbs: readonly Crumb[], headline: string): Crumb[] {
  const kept = crumbs.filter(({ name }) => name.toLowerCase() !== headline.toLowerCase());
  return kept.length === 0 ? [...DEFAULT_SECTION] : kept;
}
