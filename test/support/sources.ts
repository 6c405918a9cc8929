/** The project's own TypeScript files: their text without comments, and what they import. Paths are from the project's root. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** "src/news/body.ts" */
  path: string;
  text: string;
}

/** Every .ts file below the folders; a folder that is not there has none. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap((folder) => {
    const names = entriesOf(folder).filter((name) => name.endsWith('.ts'));
    return names.toSorted().map((name) => {
      const path = `${folder}/${name}`;
      return { path, text: readFileSync(join(ROOT, path), 'utf8') };
    });
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

/** The text with its comments left out; strings and templates stand as they are, addresses in them too. */
export function codeOf({ text }: Source): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g,
    (piece) => (piece.startsWith('/') ? '' : piece),
  );
}

const STATEMENT = /^\s*(?:import|export)\s(?:[^'"`;=]*?\sfrom\s+)?'([^']+)'/gm;
const EXPRESSION = /\bimport\(\s*'([^']+)'/g;

/** What the file imports and re-exports, types too, as it is written there. */
export function importsOf(source: Source): string[] {
  const code = codeOf(source);
  return [STATEMENT, EXPRESSION].flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name])),
  );
}

/** The paths of the project's own files among them. */
export function ownImportsOf(source: Source): string[] {
  const own = importsOf(source).filter((name) => name.startsWith('.'));
  return own.map((name) => join(dirname(source.path), name));
}

/** The packages among them: "drizzle-orm" for "drizzle-orm/sqlite-core". */
export function packagesOf(source: Source): string[] {
  const foreign = importsOf(source).filter((name) => !/^(\.|node:)/.test(name));
  return foreign.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
}
