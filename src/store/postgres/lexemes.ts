/** Words → a tsvector, as PostgreSQL reads one. */

/** PostgreSQL's four classes of lexemes. */
export type Weight = 'A' | 'B' | 'C' | 'D';

/** PostgreSQL refuses a tsvector of a megabyte; its own bookkeeping is estimated above what it is. */
const MAX_BYTES = 1_000_000;
/** Positions kept of one lexeme (PostgreSQL: 255), for the rank. */
const MAX_POSITIONS = 255;
/** The greatest position that PostgreSQL tells from others. */
const MAX_POSITION = 16_383;

interface Lexeme {
  bytes: number;
  positions: string[];
}

/**
 * The words of `fields`, in their order. Where all would be too much, positions are left out, and then the last words:
 * that is past 100,000 different ones.
 */
export function lexemesOf(fields: readonly { words: string; weight: Weight }[]): string {
  const lexemes = new Map<string, Lexeme>();
  let position = 0;
  for (const { words, weight } of fields) {
    for (const word of words === '' ? [] : words.split(' ')) {
      position += 1;
      let lexeme = lexemes.get(word);
      if (lexeme === undefined)
        lexemes.set(word, (lexeme = { bytes: Buffer.byteLength(word), positions: [] }));
      const { positions } = lexeme;
      if (position <= MAX_POSITION && positions.length < MAX_POSITIONS)
        positions.push(`${position}${weight}`);
    }
  }
  const withPositions = [...lexemes.values()].reduce(
    (sum, { bytes, positions }) => sum + bytes + 4 + 2 * positions.length,
    0,
  );
  let left = MAX_BYTES;
  const written: string[] = [];
  for (const [word, { bytes, positions }] of lexemes) {
    left -= bytes;
    if (left < 0) break;
    const places = withPositions <= MAX_BYTES && positions.length > 0 ? `:${positions.join(',')}` : '';
    written.push(`'${word}'${places}`);
  }
  return written.join(' ');
}
