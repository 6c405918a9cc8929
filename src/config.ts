/** The environment, read once and validated: a wrong value is one line that names it. */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { NewswireError } from './errors.ts';
import { LOG_LEVELS } from './logger.ts';

const SECOND = 1_000;

function whole(fallback: number, least: number, most: number) {
  const error = `give a whole number from ${least} to ${most}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(least, { error })
    .max(most, { error })
    .default(fallback);
}

const FOR_EVER = 'forever';
/** Milliseconds. */
const UNITS = { d: 86_400_000, h: 3_600_000 };
/** Milliseconds, of "30d" or "12h"; null: for ever. */
const RETENTION = z
  .string()
  .regex(/^(forever|[1-9]\d{0,5}[dh])$/, { error: 'give "forever", or days or hours, such as 30d or 12h' })
  .transform((text) => (text === FOR_EVER ? null : parseInt(text, 10) * UNITS[text.slice(-1) as 'd' | 'h']));

function oneOf<const Value extends string>(values: readonly Value[]) {
  return z.enum(values, { error: `give one of ${values.join(', ')}` });
}

/** Pages' origins as browsers name them: scheme, host, and port where it is not the scheme's own. */
const ORIGINS = z.string().transform((list, { addIssue }) => {
  const addresses = list.split(/[\s,]+/).filter((address) => address !== '');
  if (addresses.includes('*')) return '*' as const;
  if (
    addresses.length > 0 &&
    addresses.every((address) => /^https?:\/\//.test(address) && URL.canParse(address))
  )
    return addresses.map((address) => new URL(address).origin);
  addIssue('give addresses like https://news.example, or *');
  return z.NEVER;
});

/** Names and addresses as they stand in a URL. */
const HOSTS = z.string().transform((list, { addIssue }) => {
  const hosts = list.split(/[\s,]+/).filter((host) => host !== '');
  if (hosts.includes('*')) return '*' as const;
  const urls = hosts.map(
    (host) => `http://${host.includes('::') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}/`,
  );
  if (urls.every((url) => URL.canParse(url) && new URL(url).pathname === '/' && new URL(url).port === ''))
    return new Set(urls.map((url) => new URL(url).hostname));
  addIssue('give names of hosts, such as intranet.example, or *');
  return z.NEVER;
});

const HTTP_ADDRESS = z.url({ protocol: /^https?$/, error: 'give an http or https address' });

/** As PEM, given as it is or by the path of a file. */
const PUBLIC_KEY = z.string().transform((given, { addIssue }) => {
  try {
    const pem = given.includes('-----BEGIN') ? given : readFileSync(given, 'utf8');
    return createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    addIssue(`give a public key in PEM, or the path of a file that holds one (${why})`);
    return z.NEVER;
  }
});

const SHAPE = z.object({
  DATABASE_URL: z.string().min(1).default('file:./data/newswire.db'),
  DATABASE_REPLICA_URLS: z.string().default(''),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(4000, 0, 65_535),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  NEWSWIRE_SAMPLES: oneOf(['auto', 'none']).default('auto'),
  NEWSWIRE_PUBLIC_URL: HTTP_ADDRESS.optional(),
  NEWSWIRE_LOG_RETENTION: RETENTION.prefault(FOR_EVER),
  NEWSWIRE_ORIGINS: ORIGINS.default('*'),
  NEWSWIRE_FOLLOW_PRIVATE: HOSTS.prefault(''),
  NEWSWIRE_ANONYMOUS: oneOf(['on', 'off']).default('on'),
  NEWSWIRE_TRUSTED_DOCUMENTS: z.string().optional(),
  NEWSWIRE_TRUSTED_DOCUMENTS_ONLY: oneOf(['on', 'off']).default('off'),
  NEWSWIRE_JWKS_URL: HTTP_ADDRESS.optional(),
  NEWSWIRE_JWT_PUBLIC_KEY: PUBLIC_KEY.optional(),
  NEWSWIRE_JWT_ROLE_CLAIM: z.string().default('newswire_role'),
  NEWSWIRE_JWT_ISSUER: z.string().optional(),
  NEWSWIRE_JWT_AUDIENCE: z.string().optional(),
  NEWSWIRE_HEARTBEAT_SECONDS: whole(12, 1, 3_600),
  NEWSWIRE_INIT_TIMEOUT_SECONDS: whole(10, 1, 3_600),
  NEWSWIRE_IDLE_TIMEOUT_SECONDS: whole(300, 1, 86_400),
  NEWSWIRE_MAX_CONNECTIONS: whole(20_000, 1, 10_000_000),
  NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT: whole(10_000, 1, 10_000_000),
  NEWSWIRE_MAX_SUBSCRIPTIONS: whole(100_000, 1, 100_000_000),
  NEWSWIRE_MAX_SUBSCRIPTIONS_PER_CONNECTION: whole(100, 1, 1_000_000),
  NEWSWIRE_MAX_BODY_BYTES: whole(2_000_000, 1_000, 1_000_000_000),
  NEWSWIRE_MAX_ANSWER_BYTES: whole(64_000_000, 0, 100_000_000_000),
  NEWSWIRE_MAX_TOKENS: whole(5_000, 100, 1_000_000),
  NEWSWIRE_MAX_DEPTH: whole(15, 3, 1_000),
  NEWSWIRE_MAX_ALIASES: whole(100, 1, 100_000),
  NEWSWIRE_MAX_DIRECTIVES: whole(50, 1, 100_000),
  NEWSWIRE_MAX_COST: whole(150_000, 100, 100_000_000),
  NEWSWIRE_MAX_FILTER_VALUES: whole(500, 1, 100_000),
  NEWSWIRE_MAX_FILTER_DEPTH: whole(5, 1, 100),
  NEWSWIRE_SLOW_CLIENT_SECONDS: whole(600, 1, 86_400),
  NEWSWIRE_DRAIN_SECONDS: whole(5, 0, 3_600),
});

export interface Limits {
  /** Of WebSockets and endless answers, together. */
  maxConnections: number;
  /** Of one key's holder, or of one address. */
  maxConnectionsPerClient: number;
  /** Of operations under way on connections, over all. */
  maxSubscriptions: number;
  maxSubscriptionsPerConnection: number;
  /** Milliseconds in which a WebSocket's client must send connection_init. */
  initTimeout: number;
  /** Milliseconds that a WebSocket may have no operation. */
  idleTimeout: number;
  /** Of a request's body. */
  maxBodyBytes: number;
  /** Of the answers kept in memory; 0 keeps none. */
  maxAnswerBytes: number;
  /** Of a document. */
  maxTokens: number;
  maxDepth: number;
  maxAliases: number;
  maxDirectives: number;
  /** Fields that a query may ask for, each counted as often as its lists may hold it. */
  maxCost: number;
  maxFilterValues: number;
  maxFilterDepth: number;
  /** Milliseconds that a client may leave what waits for it unread. */
  slowClientTimeout: number;
  /** Milliseconds that requests under way have when the server ends. */
  drainTimeout: number;
}

export interface TokenConfig {
  /** Where the provider shows its keys, as a JWK Set; or its one public key, as PEM. */
  trust: { jwksUrl: string } | { publicKey: string };
  /** Which claim names the role. */
  roleClaim: string;
  /** What `iss` and `aud` must be; null: anything. */
  issuer: string | null;
  audience: string | null;
}

export interface Config {
  databaseUrl: string;
  /** Each of one server that follows the store's, for reading. */
  replicaUrls: readonly string[];
  host: string;
  port: number;
  logLevel: (typeof LOG_LEVELS)[number];
  samples: 'auto' | 'none';
  /** Where clients reach this server; null: where it listens. */
  publicUrl: string | null;
  /** Milliseconds that the log keeps its rows; null: for ever. */
  logRetention: number | null;
  /** Of the web pages that may use this server beside its own; `*`: any. */
  origins: readonly string[] | '*';
  /** Hosts that feeds may be taken from although their addresses are private; `*`: all. */
  followPrivate: ReadonlySet<string> | '*';
  /** Whether those may read who come without a key. */
  anonymous: boolean;
  /** The folder of documents that are known by their ids; null: none. */
  trustedDocuments: string | null;
  /** Whether no others are executed. */
  trustedOnly: boolean;
  /** Of an identity provider, beside keys; null: none are taken. */
  tokens: TokenConfig | null;
  /** Milliseconds between the pings to a WebSocket. */
  heartbeat: number;
  limits: Limits;
}

/** Throws BAD_CONFIG with a sentence for each wrong value. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = SHAPE.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      // A key has many lines.
      const [value] = (environment[name] ?? '').split('\n');
      return `${name} is "${value}": ${issue.message}.`;
    });
    throw new NewswireError('BAD_CONFIG', problems.join(' '));
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    replicaUrls: env.DATABASE_REPLICA_URLS.split(/[\s,]+/).filter((url) => url !== ''),
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    samples: env.NEWSWIRE_SAMPLES,
    publicUrl: env.NEWSWIRE_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    logRetention: env.NEWSWIRE_LOG_RETENTION,
    origins: env.NEWSWIRE_ORIGINS,
    followPrivate: env.NEWSWIRE_FOLLOW_PRIVATE,
    anonymous: env.NEWSWIRE_ANONYMOUS === 'on',
    ...trustedIn(env),
    tokens: tokensOf(env),
    heartbeat: env.NEWSWIRE_HEARTBEAT_SECONDS * SECOND,
    limits: {
      maxConnections: env.NEWSWIRE_MAX_CONNECTIONS,
      maxConnectionsPerClient: env.NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT,
      maxSubscriptions: env.NEWSWIRE_MAX_SUBSCRIPTIONS,
      maxSubscriptionsPerConnection: env.NEWSWIRE_MAX_SUBSCRIPTIONS_PER_CONNECTION,
      initTimeout: env.NEWSWIRE_INIT_TIMEOUT_SECONDS * SECOND,
      idleTimeout: env.NEWSWIRE_IDLE_TIMEOUT_SECONDS * SECOND,
      maxBodyBytes: env.NEWSWIRE_MAX_BODY_BYTES,
      maxAnswerBytes: env.NEWSWIRE_MAX_ANSWER_BYTES,
      maxTokens: env.NEWSWIRE_MAX_TOKENS,
      maxDepth: env.NEWSWIRE_MAX_DEPTH,
      maxAliases: env.NEWSWIRE_MAX_ALIASES,
      maxDirectives: env.NEWSWIRE_MAX_DIRECTIVES,
      maxCost: env.NEWSWIRE_MAX_COST,
      maxFilterValues: env.NEWSWIRE_MAX_FILTER_VALUES,
      maxFilterDepth: env.NEWSWIRE_MAX_FILTER_DEPTH,
      slowClientTimeout: env.NEWSWIRE_SLOW_CLIENT_SECONDS * SECOND,
      drainTimeout: env.NEWSWIRE_DRAIN_SECONDS * SECOND,
    },
  };
}

function trustedIn(env: z.infer<typeof SHAPE>): Pick<Config, 'trustedDocuments' | 'trustedOnly'> {
  const trustedDocuments = env.NEWSWIRE_TRUSTED_DOCUMENTS ?? null;
  const trustedOnly = env.NEWSWIRE_TRUSTED_DOCUMENTS_ONLY === 'on';
  if (trustedOnly && trustedDocuments === null)
    throw new NewswireError(
      'BAD_CONFIG',
      'NEWSWIRE_TRUSTED_DOCUMENTS_ONLY is on, and NEWSWIRE_TRUSTED_DOCUMENTS names no folder: nothing could be asked.',
    );
  return { trustedDocuments, trustedOnly };
}

function tokensOf(env: z.infer<typeof SHAPE>): TokenConfig | null {
  const { NEWSWIRE_JWKS_URL: jwksUrl, NEWSWIRE_JWT_PUBLIC_KEY: publicKey } = env;
  if (jwksUrl !== undefined && publicKey !== undefined)
    throw new NewswireError(
      'BAD_CONFIG',
      'NEWSWIRE_JWKS_URL and NEWSWIRE_JWT_PUBLIC_KEY are both set: keep the one that says whose tokens are taken.',
    );
  const trust = jwksUrl === undefined ? publicKey && { publicKey } : { jwksUrl };
  if (!trust) return null;
  return {
    trust,
    roleClaim: env.NEWSWIRE_JWT_ROLE_CLAIM,
    issuer: env.NEWSWIRE_JWT_ISSUER ?? null,
    audience: env.NEWSWIRE_JWT_AUDIENCE ?? null,
  };
}
