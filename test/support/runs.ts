/**
 * How often a property is tried, and with which seed. The short way is the same every time; the long way
 * (NEWSWIRE_TEST_LONG=1) tries more and other cases. A failure prints its seed: NEWSWIRE_TEST_SEED repeats it.
 */
const LONGER = 40;

export const isLong = Boolean(process.env['NEWSWIRE_TEST_LONG']);

const given = process.env['NEWSWIRE_TEST_SEED'];
export const seed = given ? Number(given) : isLong ? Date.now() % 2 ** 31 : 20_260_301;

/** For `fc.assert`. `numRuns`: of the short way. */
export function runs(numRuns: number): { numRuns: number; seed: number } {
  return { numRuns: isLong ? numRuns * LONGER : numRuns, seed };
}
