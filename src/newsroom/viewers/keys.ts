/** API keys: random, shown once, kept as a hash. A revoked key is never good again. */
import { createHash, randomBytes } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { NewswireError } from '../../errors.ts';
import type { Role } from '../../news/role.ts';
import type { Store, WriteDb } from '../../store/store.ts';
import type { Identity } from './identity.ts';

/** What every key begins with, so that it can be told from a token. */
export const KEY_BEGINS = 'nw_';

/** Milliseconds between notes of a key's use. */
const USE_NOTED_EVERY = 60_000;

export interface KeyInfo {
  name: string;
  role: Role;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export interface Keys {
  /** Answers the key, which nobody can show again. Throws BAD_USER_INPUT where the name is taken. */
  create(name: string, role: Role): Promise<string>;
  list(): Promise<KeyInfo[]>;
  /** Throws NOT_FOUND. */
  revoke(name: string): Promise<void>;
  /** Who has this key, and notes its use; null where it is none in use. */
  holder(key: string): Promise<Identity | null>;
  /** Which of these hashes are of keys in use. */
  inUse(hashes: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface KeyParts {
  store: Store;
  now: () => number;
  /** Told when a use could not be noted; the request goes on. */
  failed: (error: unknown) => void;
}

export function createKeys({ store, now, failed }: KeyParts): Keys {
  const { apiKeys } = store.tables;
  const byHash = store.prepare(
    store.db
      .select({ name: apiKeys.name, role: apiKeys.role, lastUsedAt: apiKeys.lastUsedAt })
      .from(apiKeys)
      .where(and(eq(apiKeys.hash, sql.placeholder('hash')), isNull(apiKeys.revokedAt))),
  );

  const amongHashes = store.prepare(
    store.db
      .select({ hash: apiKeys.hash })
      .from(apiKeys)
      .where(and(store.among(apiKeys.hash, 'hashes'), isNull(apiKeys.revokedAt))),
  );

  async function noteUse(tx: WriteDb, name: string): Promise<void> {
    await tx.update(apiKeys).set({ lastUsedAt: now() }).where(eq(apiKeys.name, name));
  }

  return {
    async create(name, role) {
      if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(name)) {
        throw new NewswireError(
          'BAD_USER_INPUT',
          `"${name}" cannot name a key: use up to 64 letters, digits, spaces and . _ @ -, beginning with a letter or digit.`,
        );
      }
      const key = `${KEY_BEGINS}${randomBytes(32).toString('base64url')}`;
      await store.write(async (tx) => {
        const [taken] = await tx.select().from(apiKeys).where(eq(apiKeys.name, name));
        if (taken) {
          const state = taken.revokedAt === null ? 'in use' : 'revoked';
          throw new NewswireError(
            'BAD_USER_INPUT',
            `There is a key named "${name}" already (${state}): choose another name.`,
          );
        }
        await tx.insert(apiKeys).values({ name, role, hash: hashOf(key), createdAt: now() });
      });
      return key;
    },
    async list() {
      const { name, role, createdAt, lastUsedAt, revokedAt } = apiKeys;
      return store.db
        .select({ name, role, createdAt, lastUsedAt, revokedAt })
        .from(apiKeys)
        .orderBy(asc(apiKeys.id));
    },
    async revoke(name) {
      await store.write(async (tx) => {
        const rows = await tx
          .update(apiKeys)
          .set({ revokedAt: now() })
          .where(and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt)))
          .returning({ name: apiKeys.name });
        if (rows.length === 0) {
          throw new NewswireError(
            'NOT_FOUND',
            `There is no key named "${name}" in use: "newswire key list" shows them.`,
          );
        }
      });
    },
    async holder(key) {
      const hash = hashOf(key);
      const [found] = await byHash({ hash });
      if (found === undefined) return null;
      const { name, role, lastUsedAt } = found;
      if (lastUsedAt === null || now() - lastUsedAt > USE_NOTED_EVERY) {
        // A request does not wait for another's write to be noted.
        store.write((tx) => noteUse(tx, name)).catch(failed);
      }
      return { name, role, credential: { kind: 'key', hash } };
    },
    async inUse(hashes) {
      const rows = await amongHashes({ hashes: store.list(hashes) });
      return new Set(rows.map(({ hash }) => hash));
    },
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
