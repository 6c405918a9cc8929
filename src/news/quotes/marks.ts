/**
 * Quotation marks: which pairs there are, and which way a mark faces at its place. A mark that looks the same at both ends
 * faces by its neighbours; where they do not tell, by whether it is already open.
 */

/** A pair of marks; `opens` is what a following paragraph of the same quotation begins with. */
export type Pair =
  | 'curly'
  | 'right'
  | 'low'
  | 'straight'
  | 'angle'
  | 'inverse'
  | 'lone'
  | 'loneInverse'
  | 'corner'
  | 'white';

/** What a mark may do, in the order in which it is tried: close one of these that is open, else open this one. */
export interface Mark {
  closes: readonly Pair[];
  opens: Pair | null;
  /** The mark opens only where it faces what follows. */
  facing: boolean;
  /** The mark closes only where it faces what precedes, unless it can do nothing else. */
  twoFaced: boolean;
}

const plain = (closes: readonly Pair[], opens: Pair | null): Mark => ({
  closes,
  opens,
  facing: false,
  twoFaced: false,
});

const MARKS = new Map<string, Mark>([
  ['“', plain(['low'], 'curly')],
  ['”', { closes: ['curly', 'low', 'right', 'straight'], opens: 'right', facing: true, twoFaced: false }],
  ['„', plain([], 'low')],
  ['"', { closes: ['straight', 'low', 'curly'], opens: 'straight', facing: false, twoFaced: true }],
  ['«', plain(['inverse'], 'angle')],
  ['»', { closes: ['angle'], opens: 'inverse', facing: true, twoFaced: false }],
  ['‹', plain(['loneInverse'], 'lone')],
  ['›', { closes: ['lone'], opens: 'loneInverse', facing: true, twoFaced: false }],
  ['「', plain([], 'corner')],
  ['」', plain(['corner'], null)],
  ['『', plain([], 'white')],
  ['』', plain(['white'], null)],
]);

/** Where the next mark may stand. */
export const ANY_MARK = new RegExp(`[${[...MARKS.keys()].join('')}]`, 'g');

const BY_CODE = new Map(Array.from(MARKS, ([character, mark]) => [character.charCodeAt(0), mark]));

/** The mark of a UTF-16 code unit; single ones, which are apostrophes too, are not among them. */
export function markOf(code: number): Mark | undefined {
  return code === 0x22 || code > 0xaa ? BY_CODE.get(code) : undefined;
}

/** `opening`: something follows but nothing precedes; `closing`: the other way round; `either`: its place does not tell. */
export type Facing = 'opening' | 'closing' | 'either';

export function facingAt(text: string, at: number): Facing {
  const afterGap = at === 0 || isGap(text.charCodeAt(at - 1));
  const beforeGap = at + 1 >= text.length || isGap(text.charCodeAt(at + 1));
  if (afterGap === beforeGap) return 'either';
  return afterGap ? 'opening' : 'closing';
}

const DASHES_AND_BRACKETS = new Set(Array.from('([{—–-―/').map((character) => character.charCodeAt(0)));

/** White space, or what may stand between white space and an opening mark. */
function isGap(code: number): boolean {
  return isSpace(code) || DASHES_AND_BRACKETS.has(code);
}

export function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0xa0 ||
    code === 0x202f ||
    code === 0x3000 ||
    (code >= 0x09 && code <= 0x0d) ||
    (code >= 0x2000 && code <= 0x200a)
  );
}
