/**
 * Documents that whoever runs this server has put in a folder: `.graphql` files, and `.json` files as GraphQL Code Generator and
 * Relay write them, an object of documents by their ids. Each is looked at when the server starts.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, parse as parsePath } from 'node:path';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { NewswireError } from '../errors.ts';

const MANIFEST = z.record(z.string(), z.string());

/** Texts by id: the name of the file or the manifest's own, and the SHA-256 of the text in hex. Throws BAD_CONFIG. */
export function readTrustedDocuments(folder: string, schema: GraphQLSchema): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of filesIn(folder)) {
    for (const [id, text] of documentsIn(join(folder, file))) {
      check(text, { schema, where: `"${id}" in ${join(folder, file)}` });
      const known = texts.get(id);
      if (known !== undefined && known !== text)
        throw unusable(`${folder} has two documents with the id "${id}": rename one.`);
      texts.set(id, text);
      texts.set(hashOf(text), text);
    }
  }
  return texts;
}

/** As Apollo's persisted queries and the GraphQL over HTTP draft name a document. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => ['.graphql', '.gql', '.json'].includes(extname(file)))
      .toSorted();
  } catch (cause) {
    throw unusable(`the folder ${folder} cannot be read: ${messageOf(cause)}.`, cause);
  }
}

function documentsIn(path: string): [id: string, text: string][] {
  try {
    const text = readFileSync(path, 'utf8');
    if (extname(path) !== '.json') return [[parsePath(path).name, text]];
    return Object.entries(MANIFEST.parse(JSON.parse(text)));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'it is no object of documents by their ids' : messageOf(cause);
    throw unusable(`${path} cannot be read: ${why}.`, cause);
  }
}

function check(text: string, { schema, where }: { schema: GraphQLSchema; where: string }): void {
  try {
    const [error] = validate(schema, parse(text));
    if (error !== undefined) throw error;
  } catch (cause) {
    throw unusable(`the document ${where} cannot be executed: ${messageOf(cause)}`, cause);
  }
}

function unusable(problem: string, cause?: unknown): NewswireError {
  return new NewswireError('BAD_CONFIG', `NEWSWIRE_TRUSTED_DOCUMENTS: ${problem}`, { cause });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
