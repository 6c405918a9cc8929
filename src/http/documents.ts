/**
 * Which document an operation is of, on every transport: the one that was sent, or one that is known by its id, which is trusted or
 * was sent before (automatic persisted queries, as Apollo's clients have them: sha256Hash in extensions.persistedQuery; documentId
 * as the GraphQL over HTTP draft has it).
 */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { NewswireError } from '../errors.ts';
import { hashOf } from './trusted-documents.ts';

/** Of those that clients sent. */
const MAX_BYTES = 8_000_000;

export interface Asked {
  query?: unknown;
  extensions?: unknown;
  documentId?: unknown;
}

export interface Documents {
  /** undefined: neither a document nor an id was sent. Throws FORBIDDEN, and GraphQLErrors where an id is not known or not the document's. */
  textFor(asked: Asked): string | undefined;
}

/** `trusted`: texts by their ids. `only`: nothing else is executed. */
export function createDocuments(trusted: ReadonlyMap<string, string>, only: boolean): Documents {
  const sent = new LRUCache<string, string>({
    maxSize: MAX_BYTES,
    sizeCalculation: (text, hash) => 2 * text.length + hash.length,
  });

  function known(id: string): string {
    const text = trusted.get(id) ?? sent.get(id);
    if (text !== undefined) return text;
    if (only) throw untrusted();
    // The words by which clients know that they must send the document.
    throw new GraphQLError('PersistedQueryNotFound', {
      // Older clients, which accept JSON, look at no answer with such a status.
      extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 404, spec: true } },
    });
  }

  return {
    textFor({ query, extensions, documentId }) {
      const id = idIn(documentId) ?? hashIn(extensions);
      if (typeof query !== 'string' || query === '') return id === null ? undefined : known(id);
      if (only && !trusted.has(hashOf(query))) throw untrusted();
      const hash = hashIn(extensions);
      if (hash !== null && !trusted.has(hash)) {
        if (hash !== hashOf(query)) throw mismatch();
        sent.set(hash, query);
      }
      return query;
    },
  };
}

/** For HTTP. */
export function knownDocuments(documents: Documents): Plugin {
  return {
    onParams({ params, request, setParams }) {
      const { documentId = idInAddress(request) } = params as Asked;
      const query = documents.textFor({ ...params, documentId });
      if (query !== undefined && query !== params.query) setParams({ ...params, query });
    },
  };
}

function idInAddress({ method, url }: Request): string | null {
  if (method !== 'GET' || !url.includes('documentId=')) return null;
  return new URLSearchParams(url.slice(url.indexOf('?'))).get('documentId');
}

function idIn(documentId: unknown): string | null {
  return typeof documentId === 'string' ? documentId.replace(/^sha256:/, '') : null;
}

function hashIn(extensions: unknown): string | null {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const hash = persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : null;
}

function mismatch(): GraphQLError {
  return new GraphQLError(
    'The hash in extensions.persistedQuery is not that of the document: send the SHA-256 of its text, in hex.',
    { extensions: { code: 'PERSISTED_QUERY_MISMATCH', http: { status: 400 } } },
  );
}

function untrusted(): NewswireError {
  return new NewswireError(
    'FORBIDDEN',
    'This server executes only documents that it knows (NEWSWIRE_TRUSTED_DOCUMENTS_ONLY): send the id or the text of one of them.',
  );
}
