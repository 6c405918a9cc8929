/**
 * Bundles the command, the library and the client with the packages that they load: reading hundreds of files one by one is
 * most of the time that a command takes to start. A package stays outside where it has native or worker files of its own, where it
 * is large and seldom wanted, or where programs that use the library load it too (two GraphQLs refuse each other's schemas).
 */
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'rolldown';

const OUTSIDE = ['@graphql-yoga/render-graphiql', 'better-sqlite3', 'graphql', 'pg', 'pino'];

/** "/…/node_modules/@scope/name" of a file in it. */
const PACKAGE = /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

await build({
  input: ['src/main.ts', 'src/newswire.ts'],
  platform: 'node',
  external: (name) => OUTSIDE.some((each) => name === each || name.startsWith(`${each}/`)),
  transform: { target: 'node20.19' },
  // Chunks lie one folder below the package, as src/package.ts has it.
  output: { dir: 'dist', format: 'esm', chunkFileNames: '[name].js' },
  plugins: [placeStemmers(), tellLicenses()],
});
chmodSync('dist/main.js', 0o755);

// By itself, since browsers take it too: it shares no file with the server. The package in it is told of above.
await build({
  input: { client: 'src/client/wire.ts' },
  platform: 'browser',
  transform: { target: 'es2022' },
  output: { dir: 'dist', format: 'esm' },
});

/**
 * Puts the stemmers' WebAssembly beside the bundle, whose file they look for by their own place, and loads it as it comes: the
 * package's way takes 60 ms, most of them for Node's `fetch`.
 */
function placeStemmers(): Plugin {
  return {
    name: 'stemmers',
    transform(code, id) {
      if (!/multilingual-stemmer[\\/]dist[\\/]wasm\.js$/.test(id)) return null;
      const source = readFileSync(join(dirname(id), 'browser', 'index_bg.wasm'));
      this.emitFile({ type: 'asset', fileName: 'stemmers.wasm', source });
      const loading = /await init\(.*\);/;
      if (!loading.test(code)) throw new Error(`${id} is not what it was: see how it loads its stemmers`);
      return code
        .replace('import init, {', 'import { initSync,')
        .replace(loading, "initSync({ module: readFileSync(new URL('./stemmers.wasm', import.meta.url)) });");
    },
  };
}

/** Writes the licenses of the packages that are bundled, as they ask. */
function tellLicenses(): Plugin {
  return {
    name: 'licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = new Set(modules.flatMap((module) => packageOf(module) ?? []));
      const source = [...folders]
        .toSorted()
        .map(licenseOf)
        .join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
    },
  };
}

/** The folder of the package that a file is of; one that a package has taken into itself is the package's. */
function packageOf(module: string): string | null {
  const folder = PACKAGE.exec(module)?.[0];
  if (folder === undefined) return null;
  return existsSync(join(folder, 'package.json'))
    ? folder
    : packageOf(dirname(folder).replace(/node_modules$/, ''));
}

function licenseOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${String(manifest['name'])} ${String(manifest['version'])} (${String(manifest['license'])})\n\n${text}\n`;
}
