/**
 * Stores of generated articles, kept under .tmp/bench and used again by the next run. One is made anew where the edition
 * or the tables are others than it was made with; what the newsroom makes of an article is not looked at: --refill.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Engine } from './engine.ts';
import { Filled, type FillJob } from './jobs.ts';
import { type Machine, ROOT } from './machine.ts';

const Kept = Filled.extend({ digest: z.string() });

export interface BenchStore extends Filled {
  databaseUrl: string;
  count: number;
  /** It was there already; its `seconds` are those of the run that made it. */
  reused: boolean;
}

export interface StoreWanted {
  engine: Engine;
  count: number;
  refill: boolean;
}

export async function storeOf(machine: Machine, { engine, count, refill }: StoreWanted): Promise<BenchStore> {
  const name = `articles-${count}`;
  const databaseUrl = engine.databaseUrl(name);
  await mkdir(engine.folder, { recursive: true });
  const about = join(engine.folder, `${name}.json`);
  const digest = await digestOfEdition(engine);
  const kept = refill ? null : Kept.safeParse(await readJson(about)).data;
  if (kept?.digest === digest) return { ...kept, databaseUrl, count, reused: true };

  // A store counts only with what is written about it: last.
  await rm(about, { force: true });
  await engine.clear(name);
  const filled = await fill(machine, { databaseUrl, count, tell: count > 10_000 });
  await engine.settle(name);
  await writeFile(about, JSON.stringify({ ...filled, digest }));
  return { ...filled, databaseUrl, count, reused: false };
}

/** Publishes into an empty store that is thrown away; answers articles a second. */
export async function publishingRate(machine: Machine, engine: Engine, count: number): Promise<number> {
  return inNewStore(engine, async (databaseUrl) => {
    const { seconds } = await fill(machine, { databaseUrl, count, tell: false });
    return count / seconds;
  });
}

export async function inNewStore<Result>(
  engine: Engine,
  use: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const name = 'passing';
  await engine.clear(name);
  try {
    return await use(engine.databaseUrl(name));
  } finally {
    await engine.remove(name);
  }
}

async function fill(machine: Machine, job: FillJob): Promise<Filled> {
  return Filled.parse(await machine.run('server', 'fill.ts', job));
}

/** Of all that a store depends on. */
async function digestOfEdition({ name: engine }: Engine): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['bench/edition.ts', 'bench/vocabulary.ts', `drizzle/${engine}`]) {
    const path = join(ROOT, name);
    const files = name.endsWith('.ts')
      ? [path]
      : (await readdir(path)).filter((file) => file.endsWith('.sql')).map((file) => join(path, file));
    for (const file of files.toSorted()) hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
