/**
 * Stores of generated articles, kept under .tmp/bench and used again by the next run. One is made anew where the edition
 * or the tables are others than it was made with; what the newsroom makes of an article is not looked at: --refill.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Filled, type FillJob } from './jobs.ts';
import { type Machine, ROOT } from './machine.ts';

const FOLDER = join(ROOT, '.tmp/bench');
/** What a store depends on. */
const MADE_OF = ['bench/edition.ts', 'bench/vocabulary.ts', 'drizzle/sqlite'];

const Kept = Filled.extend({ digest: z.string() });

export interface BenchStore extends Filled {
  file: string;
  count: number;
  /** It was there already; its `seconds` are those of the run that made it. */
  reused: boolean;
}

export async function storeOf(machine: Machine, count: number, refill: boolean): Promise<BenchStore> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `articles-${count}.db`);
  const about = `${file}.json`;
  const digest = await digestOfEdition();
  const kept = refill ? null : Kept.safeParse(await readJson(about)).data;
  if (kept?.digest === digest) return { ...kept, file, count, reused: true };

  await rm(about, { force: true });
  const filled = await fill(machine, { store: `${file}.unfinished`, count, tell: count > 10_000 });
  for (const ending of ['-wal', '-shm']) await rm(file + ending, { force: true });
  await rename(`${file}.unfinished`, file);
  await writeFile(about, JSON.stringify({ ...filled, digest }));
  return { ...filled, file, count, reused: false };
}

/** Publishes into an empty store that is thrown away; answers articles a second. */
export async function publishingRate(machine: Machine, count: number): Promise<number> {
  return inNewFolder(async (folder) => {
    const { seconds } = await fill(machine, { store: join(folder, 'empty.db'), count, tell: false });
    return count / seconds;
  });
}

export async function inNewFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(join(FOLDER, 'passing-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(machine: Machine, job: FillJob): Promise<Filled> {
  return Filled.parse(await machine.run('server', 'fill.ts', job));
}

async function digestOfEdition(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of MADE_OF) {
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
