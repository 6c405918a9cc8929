/** How tests run: each file in a process of its own, two at once. NEWSWIRE_TEST_LONG=1 gives property tests more runs and time. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const long = Boolean(process.env['NEWSWIRE_TEST_LONG']);
const SECOND = 1_000;

export default defineConfig({
  resolve: {
    // The file that Node takes: Vite would take graphql's index.mjs for our sources, and GraphQL refuses to be loaded twice.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    // What `npm run build` makes is not tested twice.
    include: ['test/**/*.test.ts'],
    // Tests of the command run what was built.
    globalSetup: ['test/support/build.ts'],
    pool: 'forks',
    // Newswire keeps nothing outside of what createNewswire returns: files of one process may share its modules.
    isolate: false,
    maxWorkers: 2,
    testTimeout: long ? 900 * SECOND : 20 * SECOND,
    hookTimeout: 20 * SECOND,
  },
});
