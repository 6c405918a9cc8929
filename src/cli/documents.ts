/**
 * The documents that a command's paths name: files, folders with all below them, or standard input. What cannot be read is
 * a problem of that one, told in a sentence, and never ends the others. No more than one document is in memory.
 */
import { createReadStream, type Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { glob } from 'tinyglobby';
import { decode, UndecodableError } from '../formats/decode.ts';
import { jsonLinesFormat } from '../formats/json-lines-reader.ts';
import { isPictureFile } from './pictures-beside.ts';
import { note } from './terminal.ts';

/** The largest document that is read, in bytes: some twenty times the longest article. */
export const MAX_DOCUMENT = 20_000_000;

/** What tells the format of a large one, in bytes. */
const BEGINNING = 1_000;
/** Characters of lines that are read together. */
const PART = 4_000_000;

export const STANDARD_INPUT = '-';

const GLOB = /[*?[{]/;

/** A document that was found, by what people call it. */
export type Found = { name: string; path: string } | { name: string; problem: string };

/** A person who is to type sees that they are waited for. */
export function inviteTyping(paths: readonly string[]): void {
  if (paths.includes(STANDARD_INPUT) && process.stdin.isTTY)
    note('Type or paste an article; Ctrl-D on a line of its own ends it.');
}

/** In the order of the paths; a folder's by name, in UTF-16 order. Hidden files (.name) and pictures are left out unless named. */
export async function* findDocuments(paths: readonly string[]): AsyncGenerator<Found> {
  for (const path of paths) {
    if (path === STANDARD_INPUT) yield { name: 'standard input', path };
    else yield* findAt(path);
  }
}

async function* findAt(path: string): AsyncGenerator<Found> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    // A shell that was kept from it leaves a pattern to us.
    if (GLOB.test(path)) yield* findMatching(path);
    else yield { name: path, problem: sentenceOf(error) };
    return;
  }
  if (!isFolder) {
    yield { name: path, path };
    return;
  }
  let isEmpty = true;
  for await (const found of findIn(path)) {
    isEmpty = false;
    yield found;
  }
  if (isEmpty) yield { name: path, problem: 'the folder has no files to read.' };
}

async function* findMatching(pattern: string): AsyncGenerator<Found> {
  const paths = await glob(pattern, { expandDirectories: false });
  if (paths.length === 0) yield { name: pattern, problem: 'no file matches it.' };
  for (const path of paths.toSorted()) yield { name: path, path };
}

async function* findIn(folder: string): AsyncGenerator<Found> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { name: folder, problem: sentenceOf(error) };
    return;
  }
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  for (const entry of shown.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* findIn(path);
    else if (entry.isFile() && !isPictureFile(entry.name)) yield { name: path, path };
    else if (entry.isSymbolicLink()) yield* findBehind(path);
  }
}

/** Of links in a folder, those to files: links to folders may go round in a circle. */
async function* findBehind(link: string): AsyncGenerator<Found> {
  try {
    if ((await stat(link)).isFile()) yield { name: link, path: link };
  } catch (error) {
    yield { name: link, problem: sentenceOf(error) };
  }
}

export type DocumentText = { text: string } | { problem: string };

/** A document of one article a line may be of any size, and comes in parts of whole lines; any other is one. */
export async function* readInParts(path: string): AsyncGenerator<DocumentText> {
  if (!(await isOfLines(path))) yield await readDocument(path);
  else yield* readLines(path);
}

/** Whether it is larger than what is read at once, and begins as an export of Newswire does. */
async function isOfLines(path: string): Promise<boolean> {
  if (path === STANDARD_INPUT) return false;
  try {
    if ((await stat(path)).size <= MAX_DOCUMENT) return false;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
      return jsonLinesFormat.recognizes(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    // Reading it says what is wrong.
    return false;
  }
}

async function* readLines(path: string): AsyncGenerator<DocumentText> {
  let part = '';
  try {
    for await (const line of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      part += `${line}\n`;
      if (part.length < PART) continue;
      yield { text: part };
      part = '';
    }
    if (part.trim() !== '') yield { text: part };
  } catch (error) {
    yield { problem: sentenceOf(error) };
  }
}

/** The text of a document, or why it has none. */
export async function readDocument(path: string): Promise<DocumentText> {
  try {
    const bytes = await readBytes(path);
    return bytes === null ? { problem: TOO_LARGE } : { text: decode(bytes) };
  } catch (error) {
    return { problem: error instanceof UndecodableError ? error.message : sentenceOf(error) };
  }
}

const TOO_LARGE = `The file is larger than ${MAX_DOCUMENT / 1_000_000} MB, the most that is read of one: split it into its articles.`;

/** null where there are too many; a file that says so is not opened. */
async function readBytes(path: string): Promise<Uint8Array | null> {
  if (path !== STANDARD_INPUT && (await stat(path)).size > MAX_DOCUMENT) return null;
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_DOCUMENT) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const SENTENCES: Record<string, string> = {
  ENOENT: 'there is no such file or folder.',
  ENOTDIR: 'there is no such file or folder.',
  EACCES: 'it may not be read: give yourself the right to.',
  EPERM: 'it may not be read: give yourself the right to.',
  ELOOP: 'its links go round in a circle.',
  EISDIR: 'it is a folder.',
};

/** Faults of the file system have a code; anything else is a fault of Newswire. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return SENTENCES[String(error.code)] ?? `it cannot be read: ${error.message}.`;
}
