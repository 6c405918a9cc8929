/** Sees that dist/ is what the sources say: what is measured is what its users run. */
import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { FOLDER, ROOT } from './machine.ts';

export async function buildWhereDue(): Promise<void> {
  const built = await stat(join(ROOT, 'dist/main.js')).catch(() => null);
  if (built !== null && built.mtimeMs > (await newest(join(ROOT, 'src')))) return;
  // On Windows npm is a script that only a shell runs.
  execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'ignore', shell: process.platform === 'win32' });
}

/** Makes JavaScript of a file of this folder, for a process whose memory is looked at: tsx holds some of its own. */
export async function builtScript(file: string): Promise<string> {
  const dir = join(FOLDER, 'built');
  await build({
    input: fileURLToPath(new URL(file, import.meta.url)),
    platform: 'node',
    external: (name) => !name.startsWith('.') && !name.startsWith('/'),
    output: { dir },
    logLevel: 'warn',
  });
  return join(dir, file.replace(/ts$/, 'js'));
}

/** When a file of the folder was last changed, or a file came or went, in milliseconds since 1970. */
async function newest(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    ['', ...names].map(async (name) => (await stat(join(folder, name))).mtimeMs),
  );
  return Math.max(...times);
}
