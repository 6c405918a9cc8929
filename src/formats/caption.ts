/**
 * Photo captions in running text: what they say, who took the picture, who is to be credited, and when it was taken. The
 * credit is what a caption is told by.
 */
import type { ParsedResult } from 'chrono-node';
// One by one: all languages together take as long to load as the rest of a command.
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import * as ja from 'chrono-node/ja';
import { EMPTY_PHOTO, type PhotoContent } from '../news/photo.ts';

/** A credit as the picture's rights holder wants it shown, and the photographer. */
export interface Credit {
  creditLine: string | null;
  creator: string | null;
}

export interface Credited extends Credit {
  /** The text without the credit. */
  rest: string;
}

const PICTURE =
  'photo(?:graph|graphy|s)?|image|picture|pic|foto|bild|fotografía|imagen|photographie|illustration|graphic|crédit photo|file photo|写真|图片|图';
const CREDIT = 'credit|crédit|crédito';
/** "Photo by", "Photo credit:", "Foto:", "Image courtesy of", "Crédit photo :". */
const LABEL = new RegExp(
  `^(?:file |handout |pool )?(?:(?:${PICTURE})(?:\\s+(?:${CREDIT}))?|(?:${CREDIT})(?:\\s+(?:${PICTURE}))?)(?:\\s+courtesy(?:\\s+of)?)?(?:\\s*[:：]\\s*|\\s+(?<by>by|von|par|por)\\s+|\\s+courtesy(?:\\s+of)?\\s+)(?<who>\\S.*)$`,
  'iu',
);
const LABEL_AT_END = new RegExp(
  `(?:^|[.!?。|–—]\\s*)(?<credit>(?:${CREDIT}|${PICTURE})[^.!?:：]{0,20}[:：][^:：!?]*)$`,
  'iu',
);
/** "AP Photo/Jane Roe", "Reuters/Jane Roe". */
const AGENCY_FIRST =
  /^(?<agency>[\p{L}.& ]{2,40}?)(?:\s+(?:photo|foto|image|pool))?\s*\/\s*(?<creator>\S.*)$/iu;
const NO_CREDIT = new RegExp(
  `^(?:(?:file|archive|archiv|stock|undated|handout)\\s*-?(?:${PICTURE})?|archivfoto|archivbild|archivo|(?:foto|imagen) de archivo|photo d[’']archives?)$`,
  'iu',
);
/** How long a credit may be, in characters. */
const LONGEST_CREDIT = 120;

const AGENCIES = new Set(
  'afp ap reuters getty images epa efe dpa ansa tass xinhua kcna upi pa apa irna isna anadolu yonhap kyodo bloomberg alamy shutterstock press association media associated imago'.split(
    ' ',
  ),
);

/** The credit that a text ends with, in brackets or after its last sentence; null where it ends with none. */
export function creditAtEnd(text: string): Credited | null {
  return bracketed(text) ?? labelled(text);
}

function bracketed(text: string): Credited | null {
  if (!/[)\]）】]/.test(text.slice(-3))) return null;
  const end = text.trimEnd();
  const close = /[)\]）】][.。]?$/.exec(end.slice(-2));
  if (close === null) return null;
  const from = Math.max(...['(', '[', '（', '【'].map((open) => end.lastIndexOf(open)));
  if (from === -1 || end.length - from > LONGEST_CREDIT) return null;
  const inside = end.slice(from + 1, end.length - close[0].length).trim();
  const credit = creditOf(inside);
  return credit === null ? null : { ...credit, rest: end.slice(0, from).trim() };
}

/** "… in the harbour. Photograph: Jane Roe/Agency" */
function labelled(text: string): Credited | null {
  const end = text.trim();
  const tail = end.slice(-LONGEST_CREDIT);
  if (!/[:：]/.test(tail)) return null;
  const credit = LABEL_AT_END.exec(tail)?.groups?.['credit'];
  const who = credit === undefined ? null : creditOf(credit);
  if (credit === undefined || who === null) return null;
  return {
    ...who,
    rest: end
      .slice(0, end.length - credit.length)
      .replace(/\s*[|–—]\s*$/, '')
      .trim(),
  };
}

/** What the words of a credit say; null where they are no credit. */
export function creditOf(words: string): Credit | null {
  if (words.length > LONGEST_CREDIT) return null;
  if (NO_CREDIT.test(words)) return { creditLine: null, creator: null };
  const { who, by } = LABEL.exec(words)?.groups ?? {};
  if (who !== undefined) return areNames(who) ? namesIn(who, by !== undefined) : null;
  const { agency, creator } = AGENCY_FIRST.exec(words)?.groups ?? {};
  if (agency === undefined || creator === undefined)
    return isAgency(words) ? { creditLine: words, creator: null } : null;
  if (isAgency(agency) || /\bphoto\b/i.test(words)) return orderedByAgency(agency, creator);
  return isAgency(creator) ? { creditLine: creator, creator: agency } : null;
}

const SMALL_WORDS =
  /^(?:de|del|van|von|der|la|le|da|di|al|for|für|pour|para|via|of|the|and|und|et|y|courtesy|handout|\/)$/u;

/** Every word has a capital, or is one that names hold; scripts without capitals pass. */
function areNames(who: string): boolean {
  return who
    .split(/[\s,]+/)
    .every((word) => !/^\p{Ll}/u.test(word) || SMALL_WORDS.test(word) || isAgencyPath(word));
}

/** "dpa", "Wendt/dpa": agencies are written small too. */
function isAgencyPath(word: string): boolean {
  return word.split('/').some((part) => AGENCIES.has(part.toLowerCase()));
}

/** "Jane Roe/AFP", "AFP/Jane Roe", "Jane Roe for Agency", "AFP", "Jane Roe". */
function namesIn(who: string, isBy: boolean): Credit {
  const clean = who.replace(/[.。]$/, '').trim();
  const slash = clean.indexOf('/');
  if (slash > 0) return orderedByAgency(clean.slice(0, slash).trim(), clean.slice(slash + 1).trim());
  const [, creator, client] = /^(.+?)(?:\s+(?:for|für|pour|para|via)|,)\s+(.+)$/u.exec(clean) ?? [];
  if (creator !== undefined && client !== undefined && !isAgency(creator))
    return { creditLine: client, creator };
  return { creditLine: clean, creator: isBy && looksLikePerson(clean) ? clean : null };
}

function orderedByAgency(first: string, second: string): Credit {
  const name = first.replace(/\s+(?:photo|foto|image)$/i, '');
  const isFirst = (isAgency(name) && !isAgency(second)) || name !== first;
  return isFirst ? { creditLine: name, creator: second } : { creditLine: second, creator: name };
}

function isAgency(name: string): boolean {
  const words = name.toLowerCase().split(/[\s/]+/);
  return (
    words.every((word) => AGENCIES.has(word) || word === 'via' || word === 'pool') ||
    /^\p{Lu}{2,5}$/u.test(name)
  );
}

/** Two or three capitalised words, none of them an agency's. */
function looksLikePerson(name: string): boolean {
  const words = name.split(/\s+/);
  if (words.length < 2 || words.length > 4) return false;
  return words.every((word) => /^\p{Lu}[\p{Ll}.’'-]/u.test(word) && !AGENCIES.has(word.toLowerCase()));
}

/** A picture that only its caption is known of; its date is told in the language of the text. */
export function photoOfCaption({ rest, creditLine, creator }: Credited, language: string): PhotoContent {
  return {
    ...EMPTY_PHOTO,
    caption: rest === '' ? null : rest,
    creditLine,
    creator,
    dateCreated: dateIn(rest, language),
  };
}

/** How much of a caption is looked at, in characters. */
const LONGEST_CAPTION = 2_000;
const PARSERS = new Map([
  ['de', de.strict],
  ['fr', fr.strict],
  ['es', es.strict],
  ['ja', ja.strict],
]);

/**
 * The last calendar day that the text gives in full, with its year; midnight UTC. Days told by the clock ("on Monday") are none,
 * for there is no clock.
 */
export function dateIn(text: string, language: string): number | null {
  const parser = PARSERS.get(language) ?? en.strict;
  const sample = text.slice(0, LONGEST_CAPTION);
  const days = parser.parse(sample, new Date(0)).filter(isWholeDay);
  const start = days.at(-1)?.start;
  if (start === undefined) return null;
  return Date.UTC(start.get('year') ?? 0, (start.get('month') ?? 1) - 1, start.get('day') ?? 1);
}

function isWholeDay({ start, text }: ParsedResult): boolean {
  const isCertain = start.isCertain('day') && start.isCertain('month') && start.isCertain('year');
  return isCertain && /\d{4}/.test(text) && !/\b(?:ago|vor|hace|il y a)\b/.test(text);
}
