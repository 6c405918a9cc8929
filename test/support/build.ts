/**
 * Builds what tests run in processes of its own, once for all of them: the command and the library, where a source is newer than
 * what was built last, and the programs of this folder, which so start in a third of the time that they take to be read by tsx.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const ROOT = new URL('../..', import.meta.url).pathname;

/** Of this folder. */
const PROGRAMS = ['writing', 'closes'];

export async function setup(): Promise<void> {
  const built = statSync(join(ROOT, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((name) => statSync(join(ROOT, 'src', name)).mtimeMs));
  if (newest > built) execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'ignore' });
  await build({
    input: PROGRAMS.map((name) => join(ROOT, `test/support/${name}.ts`)),
    platform: 'node',
    // Packages, and the library: they are loaded as users load them.
    external: (name) => !name.startsWith('.') && !name.startsWith('/'),
    output: { dir: join(ROOT, 'test/built') },
    logLevel: 'warn',
  });
}
