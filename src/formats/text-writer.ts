/**
 * An article as plain text for people, in the manner that the text format reads: breadcrumb, headline, standfirst, byline,
 * captions with their credits, paragraphs, copyright. Links and stresses are left out.
 */
import type { Block } from '../news/block.ts';
import type { Crumb } from '../news/section.ts';
import type { ExportedArticle, ExportedPhoto } from './exported-article.ts';
import { breadcrumbIn } from './text.ts';

/** Ends in a line feed. */
export function textOf(article: ExportedArticle): string {
  const { headline, description, byline, photos, blocks, copyrightNotice, url } = article;
  const parts = [
    breadcrumbOf(article.section),
    headline,
    description,
    byline === null ? null : `By ${byline}`,
    datelineOf(article),
    ...photos.filter(({ paragraph }) => !isWithin(paragraph, blocks)).map(captionOf),
    ...blocks.flatMap((block, position) => [
      ...photos.filter(({ paragraph }) => paragraph === position).map(captionOf),
      lineOf(block, numberOf(blocks, position)),
    ]),
    copyrightNotice,
    url,
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

function isWithin(paragraph: number | null, blocks: readonly Block[]): boolean {
  return paragraph !== null && paragraph < blocks.length;
}

/** "News / World"; null where it could not be told from a headline. */
function breadcrumbOf(section: readonly Crumb[]): string | null {
  const names = section.map(({ name }) => name);
  const line = (names.length === 1 ? ['Home', ...names] : names).join(' / ');
  return breadcrumbIn(line) === null ? null : line;
}

/** null where the text begins with it. */
function datelineOf({ dateline, blocks }: ExportedArticle): string | null {
  return dateline === null || blocks[0]?.text.startsWith(dateline) ? null : `${dateline} —`;
}

/** null where nothing is known to say. */
function captionOf({ caption, creditLine, creator }: ExportedPhoto): string | null {
  const credit = creditOf(creditLine, creator);
  const parts = [caption, credit].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function creditOf(creditLine: string | null, creator: string | null): string | null {
  if (creator !== null && creditLine !== null && creator !== creditLine)
    return `(Photo by ${creator}/${creditLine})`;
  if (creator !== null) return `(Photo by ${creator})`;
  return creditLine === null ? null : `(Photo: ${creditLine})`;
}

function lineOf({ kind, text, level }: Block, number: number): string {
  const indent = '  '.repeat(Math.max(0, (level ?? 1) - 1));
  switch (kind) {
    case 'LIST_ITEM':
      return `${indent}• ${text}`;
    case 'NUMBERED_ITEM':
      return `${indent}${number}. ${text}`;
    case 'PARAGRAPH':
    case 'HEADING':
    case 'BLOCKQUOTE':
      return text;
  }
}

/** Of an item among those of its level that come before it in the same list. */
function numberOf(blocks: readonly Block[], position: number): number {
  const item = blocks[position];
  let number = 1;
  for (let before = position - 1; before >= 0; before -= 1) {
    const block = blocks[before];
    const isListed = block?.kind === 'NUMBERED_ITEM' || block?.kind === 'LIST_ITEM';
    if (!isListed || (block.level ?? 1) < (item?.level ?? 1)) break;
    if (block.level === item?.level && block.kind !== 'NUMBERED_ITEM') break;
    if (block.level === item?.level) number += 1;
  }
  return number;
}
