/**
 * How tests run: what opens a store on each engine, so that a failure names the engine, and the rest once, with SQLite's. Two
 * processes for each engine. NEWSWIRE_TEST_LONG=1 gives property tests more runs and time.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const long = Boolean(process.env['NEWSWIRE_TEST_LONG']);
const SECOND = 1_000;

/** Test folders that open a store on the engine of the project. */
const WITH_STORE = ['cli', 'client', 'graphql', 'http', 'log', 'newsroom', 'store'];

function project(
  name: string,
  test: TestProjectInlineConfiguration['test'] & object,
): TestProjectInlineConfiguration {
  return { extends: true, test: { name, ...test } };
}

export default defineConfig({
  resolve: {
    // The file that Node takes: Vite would take graphql's index.mjs for our sources, and GraphQL refuses to be loaded twice.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    // Tests of the command run what was built.
    globalSetup: ['test/support/build.ts'],
    pool: 'forks',
    // Newswire keeps nothing outside of what createNewswire returns: files of one process may share its modules.
    isolate: false,
    maxWorkers: 2,
    testTimeout: long ? 900 * SECOND : 20 * SECOND,
    hookTimeout: 20 * SECOND,
    projects: [
      project('sqlite', {
        include: ['test/**/*.test.ts'],
        exclude: ['test/{cli,store}/postgres/**'],
        provide: { engine: 'sqlite', postgresUrl: '', postgresIsTemporary: false },
      }),
      project('postgres', {
        include: [`test/{${WITH_STORE.join()}}/**/*.test.ts`],
        exclude: [
          // What backups do to a SQLite file, and what other processes see of it.
          'test/store/sqlite/**',
          'test/cli/backup.test.ts',
          // Whether a client reads is no matter to the store.
          'test/log/paused.test.ts',
          // What of the protocols meets no store.
          'test/client/{bundle,event-stream,protocol}.test.ts',
          'test/http/{bad-message,completion,connections,heartbeat,origins,protocol}.test.ts',
        ],
        provide: { engine: 'postgres', postgresUrl: '', postgresIsTemporary: false },
        globalSetup: ['test/support/postgres.ts'],
      }),
    ],
  },
});
