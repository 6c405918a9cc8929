/** The library as it was built, for programs of tests, which are built too (build.ts): from there it is as far as from here. */
import type * as Library from '../../src/newswire.ts';

const LIBRARY = new URL('../../dist/newswire.js', import.meta.url).href;

export const { createNewswire, readConfig } = (await import(LIBRARY)) as typeof Library;
