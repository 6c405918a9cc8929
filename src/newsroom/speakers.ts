/**
 * Who said it, read twice: as a condition on rows of `quotes`, and as a predicate on names. Both go by the name that is asked
 * for and the one that a quote has, and by nothing else, so what is true of a row is true of its event: see isSameSpeaker.
 */
import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { isSameSpeaker, type SpeakerName, speakerName } from '../news/quotes/speaker.ts';
import type { Store, Tables } from '../store/store.ts';

type QuoteColumns = Pick<Tables['quotes'], 'speakerFamily' | 'speakerGiven'>;

/** Given names by family name. */
export type Speakers = ReadonlyMap<string, ReadonlySet<string>>;

/** As `quotes` keeps it; nulls where there is no word to look for. */
export function speakerColumns(speaker: string | null): {
  speakerFamily: string | null;
  speakerGiven: string | null;
} {
  const { family, given } = speakerName(speaker ?? '');
  return family === ''
    ? { speakerFamily: null, speakerGiven: null }
    : { speakerFamily: family, speakerGiven: given };
}

/** Those of rows; a row without a name is none. */
export function speakersOf(rows: readonly SpeakerRow[]): Speakers {
  const speakers = new Map<string, Set<string>>();
  for (const { speakerFamily, speakerGiven } of rows) {
    if (speakerFamily === null) continue;
    const given = speakers.get(speakerFamily) ?? new Set();
    speakers.set(speakerFamily, given.add(speakerGiven ?? ''));
  }
  return speakers;
}

export interface SpeakerRow {
  speakerFamily: string | null;
  speakerGiven: string | null;
}

export function isAmong(speakers: Speakers, asked: SpeakerName): boolean {
  const { family } = asked;
  for (const given of speakers.get(family) ?? []) if (isSameSpeaker(asked, { family, given })) return true;
  return false;
}

export function isSaidBy({ speakerFamily, speakerGiven }: SpeakerRow, asked: SpeakerName): boolean {
  if (speakerFamily === null) return false;
  return isSameSpeaker(asked, { family: speakerFamily, given: speakerGiven ?? '' });
}

/** One speaker's quotes: an index has them in the order of lists. Conditions of one `shape` differ in `params`. */
export interface SaidBy {
  shape: string;
  params: Record<string, string>;
  where(quotes: QuoteColumns): SQL;
}

export function saidBy({ family, given }: SpeakerName): SaidBy {
  const how = given === '' ? 'family' : given.length === 1 ? 'initial' : 'given';
  return {
    shape: `speaker by ${how}`,
    params: { saidByFamily: family, saidByGiven: given, saidByInitial: given.charAt(0) },
    where({ speakerFamily, speakerGiven }) {
      const isOfFamily = eq(speakerFamily, sql.placeholder('saidByFamily'));
      if (how === 'family') return isOfFamily;
      const initial = sql.placeholder('saidByInitial');
      // Not a list of them, which PostgreSQL would make anew for each row.
      const others =
        how === 'given'
          ? or(eq(speakerGiven, sql.placeholder('saidByGiven')), eq(speakerGiven, initial))
          : sql`substr(${speakerGiven}, 1, 1) = ${initial}`;
      return and(isOfFamily, or(sql`${speakerGiven} = ''`, others)) ?? isOfFamily;
    },
  };
}

/** For `isByAnyOf`: the families, and with a comma what may stand beside each. No family has one. */
export function listOfAsked(store: Store, names: readonly SpeakerName[]): unknown {
  return store.list(names.flatMap((name) => [name.family, ...besides(name)]));
}

function besides({ family, given }: SpeakerName): string[] {
  if (given === '') return [`${family},`];
  const initial = given.charAt(0);
  return given.length === 1
    ? [`${family},-`, `${family},${initial}*`]
    : [`${family},-`, `${family},${initial}`, `${family},${given}`];
}

/** A quote by one of those whose list is bound to `name`. */
export function isByAnyOf({ among }: Store, quotes: QuoteColumns, name: string): SQL {
  const { speakerFamily: family, speakerGiven: given } = quotes;
  const isOne = (told: SQL) => among(sql`${family} || ${told}`, name);
  return (
    and(
      among(family, name),
      or(
        isOne(sql`','`),
        isOne(sql`case ${given} when '' then ',-' else ',' || ${given} end`),
        isOne(sql`',' || substr(${given}, 1, 1) || '*'`),
      ),
    ) ?? sql`1 = 0`
  );
}
