/** This package as it is installed: its version, and where the files lie that come with it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `path`: from the package's own folder. Sources and what is built of them lie one below it. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };

export const { version } = manifest;
