/**
 * The house's own rules, which no tool knows: who may import whom, how files are named, what stays in its room. Each
 * rule is first held to a fault of its kind, so that it cannot pass by seeing nothing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '../src/graphql/schema.ts';
import {
  codeOf,
  importsOf,
  ownImportsOf,
  packagesOf,
  ROOT,
  type Source,
  sourcesIn,
} from './support/sources.ts';

/** A floor imports only from those after it. */
const FLOORS = [
  'main',
  'cli',
  'newswire',
  'http',
  'graphql',
  'newsroom',
  'log',
  'store',
  // What is fetched from other sites, for the newsroom alone: it knows nothing of news.
  'web',
  'formats',
  'news',
] as const;
const FREE_TO_ALL = ['errors', 'logger', 'package'];
const MAY_CONFIGURE = ['main', 'cli', 'newswire'];
/** What a floor does without although it stands below. */
const NOT_FOR: Record<string, readonly string[]> = {
  http: ['web'],
  graphql: ['web'],
  log: ['web', 'formats'],
  store: ['web', 'formats'],
  web: ['formats', 'news'],
};
const MOST_LINES = 350;

const src = sourcesIn('src');
const all = [...src, ...sourcesIn('test', 'bench')];

/** "src/news/body.ts" → "news"; "src/errors.ts" → "errors" */
function floorOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function floorFaults(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const own = floorOf(source.path);
    const targets = ownImportsOf(source);
    return targets
      .filter((target) => !mayImport(own, floorOf(target)))
      .map((target) => `${source.path} → ${target}`);
  });
}

function mayImport(own: string, other: string): boolean {
  // The client is a package of its own in all but name, which a command may use.
  if (own === 'client' || other === 'client') return other === 'client' && ['client', 'cli'].includes(own);
  if (FREE_TO_ALL.includes(other)) return true;
  if (other === 'config') return MAY_CONFIGURE.includes(own);
  if (NOT_FOR[own]?.includes(other)) return false;
  const [from, to] = [FLOORS.indexOf(own as never), FLOORS.indexOf(other as never)];
  return from !== -1 && to !== -1 && from <= to;
}

/** Files that come back to themselves by imports, types too. */
function cycles(sources: readonly Source[]): string[] {
  const targets = new Map(sources.map((source) => [source.path, ownImportsOf(source)]));
  const done = new Set<string>();
  const found: string[] = [];
  function follow(path: string, way: readonly string[]): void {
    const seen = way.indexOf(path);
    if (seen !== -1) found.push([...way.slice(seen), path].join(' → '));
    if (seen !== -1 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) follow(target, [...way, path]);
    done.add(path);
  }
  for (const { path } of sources) follow(path, []);
  return found;
}

/** A file that only passes on what others export. */
function isBarrel(source: Source): boolean {
  const passedOn = /^\s*export\s[^'"`;=]*?\sfrom\s+'[^']+';?/gm;
  const code = codeOf(source);
  const rest = code.replace(passedOn, '').replace(/^\s*import\s[^;]*;/gm, '');
  return /^index\.ts$/.test(basename(source.path)) || (passedOn.test(code) && rest.trim() === '');
}

function isBadlyNamed({ path }: Source): boolean {
  const parts = path.split('/').map((part) => part.replace(/\.ts$/, ''));
  return parts.some(
    (part) =>
      !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|property\.test|d))?$/.test(part) ||
      /^(utils?|helpers?|commons?|types?|misc|lib)$/.test(part),
  );
}

/** Where a pattern stands in the code of files outside its room. */
function outside(room: RegExp, pattern: RegExp, sources: readonly Source[]): string[] {
  const others = sources.filter(({ path }) => !room.test(path));
  return others.filter((source) => pattern.test(codeOf(source))).map(({ path }) => path);
}

const DIALECT = /sqlite|postgres|\bpg\b/i;
const ENVIRONMENT = /\bprocess\s*\.\s*env\b/;
const ANY = /(?::|\bas|[<,|&(]|=>)\s*any\b(?!\s*[:(])/;
const EXIT = /\bprocess\s*\.\s*exit\s*\(/;
const OWN_TRANSACTION = /\.transaction\s*\(/;

function made(path: string, text = ''): Source {
  return { path, text };
}

describe('imports', () => {
  it('are read whole: on several lines, types, re-exports, for effect, and when first wanted', () => {
    const text = [
      "// import { a } from './comment.ts';",
      "import type { A } from './one.ts';",
      'import {',
      '  type B,',
      '  c,',
      "} from '../two.ts';",
      "import './three.ts';",
      "export { d } from './four.ts';",
      "const e = await import('five/sub');",
      "const f = 'https://example.org/'; /* from './seven.ts' */",
      "export * as g from '@eight/nine/ten';",
    ].join('\n');
    const source = made('src/news/a.ts', text);
    expect(importsOf(source)).toEqual([
      './one.ts',
      '../two.ts',
      './three.ts',
      './four.ts',
      '@eight/nine/ten',
      'five/sub',
    ]);
    expect(ownImportsOf(source).slice(0, 2)).toEqual(['src/news/one.ts', 'src/two.ts']);
    expect(packagesOf(source)).toEqual(['@eight/nine', 'five']);
  });

  it('go down the floors only', () => {
    const up = made('src/news/a.ts', `import { a } from '../newsroom/b.ts';`);
    const config = made('src/http/a.ts', `import type { Config } from '../config.ts';`);
    const unknown = made('src/attic/a.ts', `import { a } from '../news/a.ts';`);
    const formats = made('src/store/a.ts', `import { a } from '../formats/a.ts';`);
    expect(floorFaults([up, config, unknown, formats])).toHaveLength(4);
    expect(floorFaults(src)).toEqual([]);
  });

  it('of the client are its own files and packages, so that a browser takes it', () => {
    const error = made('src/client/a.ts', `import { NewswireError } from '../errors.ts';`);
    const server = made('src/http/a.ts', `import { createWire } from '../client/wire.ts';`);
    const command = made('src/cli/a.ts', `import { createWire } from '../client/wire.ts';`);
    expect(floorFaults([error, server, command])).toEqual([
      'src/client/a.ts → src/errors.ts',
      'src/http/a.ts → src/client/wire.ts',
    ]);
    const client = src.filter(({ path }) => path.startsWith('src/client/'));
    expect(client.length).toBeGreaterThan(5);
    const ofNode = (source: Source) => importsOf(source).filter((name) => name.startsWith('node:'));
    expect(ofNode(made('src/client/a.ts', `import { once } from 'node:events';`))).toHaveLength(1);
    expect(client.flatMap(ofNode)).toEqual([]);
  });

  it('name files that are there', () => {
    const missing = all.flatMap((source) =>
      ownImportsOf(source).filter((target) => !existsSync(join(ROOT, target))),
    );
    expect(missing).toEqual([]);
  });

  it('never come back to where they began', () => {
    const one = made('src/news/a.ts', `import { b } from './b.ts';`);
    const other = made('src/news/b.ts', `import type { A } from './a.ts';`);
    expect(cycles([one, other])).toEqual(['src/news/a.ts → src/news/b.ts → src/news/a.ts']);
    expect(cycles(all)).toEqual([]);
  });
});

describe('files', () => {
  it('were found', () => {
    expect(src.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThan(src.length);
  });

  it('are no barrels', () => {
    const barrel = made(
      'src/news/all.ts',
      `/** All. */\nexport * from './a.ts';\nexport { b } from './b.ts';\n`,
    );
    expect([barrel, made('src/news/index.ts')].every(isBarrel)).toBe(true);
    expect(all.filter(isBarrel).map(({ path }) => path)).toEqual([]);
  });

  it('are named in kebab-case, and for what they hold', () => {
    const wrong = ['src/news/dateTime.ts', 'src/utils/a.ts', 'src/news/types.ts', 'src/News/a.ts'];
    expect(wrong.map((path) => made(path)).every(isBadlyNamed)).toBe(true);
    expect(all.filter(isBadlyNamed).map(({ path }) => path)).toEqual([]);
  });

  it(`have ${MOST_LINES} lines at most`, () => {
    const long = all.filter(({ text }) => text.split('\n').length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('open by saying what they are', () => {
    const silent = src.filter(({ text }) => !/^(#!.*\n)?\/\*\*\s/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

describe('kept in its room', () => {
  it.each([
    {
      what: 'the names of engines',
      pattern: DIALECT,
      room: /^src\/store\//,
      example: `import 'better-sqlite3';`,
    },
    {
      what: 'the environment',
      pattern: ENVIRONMENT,
      room: /^src\/(config\.ts|cli\/)/,
      example: 'process.env.PORT',
    },
    { what: 'any', pattern: ANY, room: /^$/, example: 'const a = (b as any) as Map<string, any>;' },
    { what: 'the end of the process', pattern: EXIT, room: /^$/, example: 'process.exit(1)' },
    {
      what: 'a transaction',
      pattern: OWN_TRANSACTION,
      room: /^src\/store\//,
      example: 'db.transaction(work)',
    },
  ])('$what', ({ pattern, room, example }) => {
    expect(outside(room, pattern, [made('src/news/a.ts', example)])).toEqual(['src/news/a.ts']);
    expect(outside(room, pattern, src)).toEqual([]);
  });

  it('the environment also where a command reads it: handed to readConfig whole', () => {
    const commands = src.filter(({ path, text }) => path.startsWith('src/cli/') && ENVIRONMENT.test(text));
    for (const { path, text } of commands) {
      expect(text, path).toContain('readConfig(');
      expect(text, path).not.toMatch(/\bprocess\.env\s*(\.|\[)/);
    }
  });
});

interface Manifest {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

describe('package.json', () => {
  const { scripts, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Manifest;
  const used = new Set(src.flatMap(packagesOf));
  const configs = readdirSync(ROOT)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => made(name, readFileSync(join(ROOT, name), 'utf8')));
  // This file's own examples name packages that nobody has.
  const others = all.filter(({ path }) => path !== 'test/architecture.test.ts');
  const usedByTests = new Set(
    [...others, ...configs, 'vitest'].flatMap((one) => (typeof one === 'string' ? one : packagesOf(one))),
  );
  const commands = Object.values(scripts).join(' ');

  // It runs on the Node that ours asks for, and asks for a later one: who installs Newswire, which holds it whole, is spared that.
  const bundledOnly = ['multilingual-stemmer'];

  it('lists what the sources import, and nothing else', () => {
    const listed = [...Object.keys(dependencies), ...bundledOnly];
    expect(listed.toSorted()).toEqual([...used].toSorted());
    expect(devDependencies).toMatchObject(
      Object.fromEntries(bundledOnly.map((name) => [name, expect.any(String)])),
    );
  });

  it('lists for development what the tests import, what the scripts call, and types of these', () => {
    const needed = (name: string) =>
      usedByTests.has(name) ||
      bundledOnly.includes(name) ||
      name === '@types/node' ||
      (name.startsWith('@types/') && usedByTests.has(name.slice('@types/'.length))) ||
      commands.includes(COMMANDS[name] ?? name);
    expect(Object.keys(devDependencies).filter((name) => !needed(name))).toEqual([]);
    const listed = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
    expect([...usedByTests].filter((name) => !listed.has(name))).toEqual([]);
  });
});

/** Packages that stand in a script by another name. */
const COMMANDS: Record<string, string> = { typescript: 'tsc', 'oxlint-tsgolint': 'oxlint' };

describe('what is generated', () => {
  it('schema.graphql is what the code says (npm run schema)', () => {
    expect(readFileSync(join(ROOT, 'schema.graphql'), 'utf8')).toBe(printedSchema());
  });

  it.each(readdirSync(join(ROOT, 'drizzle')))(
    'the journal of %s lists its migrations, in order',
    (engine) => {
      const folder = join(ROOT, 'drizzle', engine);
      const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
        entries: { tag: string; when: number }[];
      };
      const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
      expect(journal.entries.map(({ tag }) => `${tag}.sql`)).toEqual(files.toSorted());
      const times = journal.entries.map(({ when }) => when);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    },
  );
});
