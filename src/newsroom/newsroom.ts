/** The newsroom: everything that may be done with the news, over one store and one log. Surfaces use this and nothing below. */
import { setMaxListeners } from 'node:events';
import { keepFor, NOTHING_KEPT } from '../log/kept.ts';
import { createLog, type Head } from '../log/log.ts';
import { createMoments, type Moments } from '../log/moments.ts';
import { openWindow } from '../log/window.ts';
import { isPassing, isStoreAway } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { openStore } from '../store/open.ts';
import { patient } from '../store/patient.ts';
import type { Store } from '../store/store.ts';
import { createWeb, type Web } from '../web/web.ts';
import { createEditor, type Editor } from './change/editor.ts';
import { type Embargoes, watchEmbargoes } from './embargo.ts';
import { createEvents, type Events } from './events/events.ts';
import type { FilterLimits } from './filter.ts';
import { createFollows, type Follows } from './follow/follows.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { createReader, type Reader } from './read/reader.ts';
import { followReplicas, type Replicas } from './replicas.ts';
import { type Forgetting, forgetOldRows } from './retention.ts';
import { type Tidying, tidyWhenQuiet } from './tidying.ts';
import { createKeys, type Keys } from './viewers/keys.ts';
import { createSessions, type Sessions } from './viewers/sessions.ts';
import { createTokens, type TokenOptions } from './viewers/tokens.ts';
import { createViewers, type Viewers } from './viewers/viewers.ts';

export interface Newsroom {
  readonly store: Store;
  readonly reader: Reader;
  /** For what stays open: it waits for a store that is away. */
  readonly patientReader: Reader;
  readonly replicas: Replicas;
  readonly moments: Moments;
  /** How far this process has read the log. */
  head(): Head;
  readonly events: Events;
  readonly publisher: Publisher;
  readonly editor: Editor;
  readonly keys: Keys;
  readonly viewers: Viewers;
  readonly sessions: Sessions;
  readonly pictures: Pictures;
  readonly follows: Follows;
  /** Fills an empty store with the bundled edition; answers how many articles it published. */
  publishSamples(): Promise<number>;
  /** Publishes embargoed articles when they fall due, until it is closed. */
  watchEmbargoes(): Embargoes;
  /** Takes rows out of the log that are older than `keep` milliseconds, until it is closed. */
  forgetOldRows(keep: number): Forgetting;
  /** Puts the search indexes in order while nothing is published, until it is closed. */
  tidyWhenQuiet(): Tidying;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface NewsroomOptions {
  databaseUrl: string;
  /** For who serves many readers. */
  replicaUrls?: readonly string[];
  limits: FilterLimits;
  logger: Logger;
  /** Whether what was counted is kept until the log moves, which is so unless it is false. */
  keeping?: boolean;
  /** Whether those may read who come without a key, which is so unless it is false. */
  anonymous?: boolean;
  /** Whose tokens are taken beside keys; none unless they are given. */
  tokens?: TokenOptions | null;
  /** What feeds are taken from; without it, public addresses only. */
  web?: Web;
  /** Milliseconds since 1970; the machine's clock unless a test says otherwise. */
  now?: () => number;
  /** Called with each statement that is run, for tests that count them. */
  trace?: (statement: string) => void;
}

/** Opens the store, and puts the parts together. Throws STORE_UNUSABLE or BAD_CONFIG. */
export async function openNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  const {
    databaseUrl,
    replicaUrls = [],
    limits,
    logger,
    keeping = true,
    anonymous = true,
    tokens = null,
    web = createWeb({ privateHosts: new Set() }),
    now = Date.now,
    trace,
  } = options;
  const store = await openStore(databaseUrl, {
    replicaUrls,
    ...(trace ? { trace } : {}),
    indexing(percent) {
      if (percent % 10 === 0)
        logger.info({ percent }, 'an earlier version left this store: it is indexed anew');
    },
  });
  const ending = new AbortController();
  // Each read that waits for the store listens.
  setMaxListeners(0, ending.signal);
  const failed = createFailed(logger);
  const log = createLog(store);
  const window = await openWindow(store, log, failed('the window on the log'));
  const moments = createMoments(store, log);
  const reader = createReader(store, limits, keeping ? keepFor(moments) : NOTHING_KEPT);
  const waiting = patient(store, ending.signal);
  const patientReader = createReader(waiting, limits);
  const publisher = createPublisher({ store, log, now });
  const keys = createKeys({ store, now, failed: failed('noting the use of a key') });
  const sessions = createSessions({ keys, now, failed: failed('the look at the keys in use') });
  const replicas = followReplicas({ replicas: store.replicas, log, window, limits, logger });

  const events = createEvents({
    reader,
    log,
    window,
    patient: { reader: patientReader, log: createLog(waiting) },
    failed: failed('the live wire'),
  });

  async function close(): Promise<void> {
    ending.abort();
    sessions.close();
    await events.close();
    await replicas.close();
    await window.close();
    await store.close();
  }

  return {
    store,
    reader,
    patientReader,
    replicas,
    moments,
    head: () => window.head(),
    events,
    publisher,
    editor: createEditor({ store, log, now }),
    keys,
    viewers: createViewers({
      keys,
      tokens:
        tokens &&
        createTokens({ ...tokens, now, failed: failed('reading the keys of the identity provider') }),
      anonymous,
    }),
    sessions,
    pictures: createPictures(store),
    follows: createFollows({
      store,
      log,
      publisher,
      web,
      now,
      onCommit: window.onLook,
      failed: failed('following feeds'),
    }),
    async publishSamples() {
      // Most who open a store want none.
      const { publishSamples } = await import('./samples.ts');
      return publishSamples({ store, publisher, now });
    },
    watchEmbargoes: () =>
      watchEmbargoes({
        store,
        log,
        // After the window, over the connection that it has used.
        onCommit: window.onLook,
        now,
        failed: failed('the watch over embargoes'),
      }),
    forgetOldRows: (keep) => forgetOldRows({ store, now, keep, failed: failed('the retention of the log') }),
    tidyWhenQuiet: () =>
      tidyWhenQuiet({
        store,
        head: window.head,
        onCommit: window.onLook,
        failed: failed('putting the search indexes in order'),
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Milliseconds between two lines that say the same is still away. */
const AWAY_TOLD_EVERY = 30_000;

/** Tells of work that failed in the background. What is away is told now and then, and not by each part each time. */
function createFailed(logger: Logger): (part: string) => (error: unknown) => void {
  const told = { 'the store': -Infinity, 'the identity provider': -Infinity };
  return (part) => (error) => {
    if (!isPassing(error))
      return logger.error({ err: error, part }, `${part} failed; it will be tried again`);
    const what = isStoreAway(error) ? 'the store' : 'the identity provider';
    const time = performance.now();
    if (time - told[what] < AWAY_TOLD_EVERY) return;
    told[what] = time;
    logger.warn({ err: error, part }, `${what} cannot be reached; it will be tried again`);
  };
}
