/** What operators watch, as Prometheus reads it: this process's own figures, counted since it began. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { isStoreAway } from '../errors.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import type { AnswerCounts } from './answers.ts';
import type { ConnectionCounts } from './connections.ts';

export interface Metrics {
  /** Notes that a request was answered, with its status. */
  answered(status: number): void;
  /** In Prometheus' text format, and its media type. */
  text(): Promise<{ text: string; mediaType: string }>;
}

export interface MetricsParts {
  newsroom: Pick<Newsroom, 'head' | 'follows'>;
  answers: { counts(): AnswerCounts };
  connections: { counts(): ConnectionCounts };
}

export function createMetrics(parts: MetricsParts): Metrics {
  const statuses = new Map<number, number>();
  let registry: Registry | null = null;
  return {
    answered(status) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    },
    async text() {
      // Only where somebody reads them: the process's own figures have observers.
      registry ??= register(parts, statuses);
      return { text: await registry.metrics(), mediaType: registry.contentType };
    },
  };
}

function register(
  { newsroom, answers, connections }: MetricsParts,
  statuses: ReadonlyMap<number, number>,
): Registry {
  const registry = new Registry();
  // Into this registry alone, and not into the library's own, which is global.
  const registers: [] = [];
  collectDefaultMetrics({ register: registry });

  function counter(name: string, help: string, count: () => number): void {
    const collect = function (this: Counter): void {
      this.reset();
      this.inc(count());
    };
    registry.registerMetric(new Counter({ name, help, registers, collect }));
  }

  function gauge(name: string, help: string, value: () => number): void {
    const collect = function (this: Gauge): void {
      this.set(value());
    };
    registry.registerMetric(new Gauge({ name, help, registers, collect }));
  }

  const requests = new Counter({
    name: 'newswire_http_requests_total',
    help: 'Requests that were answered, by status',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset();
      for (const [code, count] of statuses) this.inc({ code }, count);
    },
  });
  registry.registerMetric(requests);
  counter(
    'newswire_answer_hits_total',
    'Public queries answered from memory, or together with one that asked the same',
    () => answers.counts().hits,
  );
  counter(
    'newswire_answer_misses_total',
    'Public queries that had to be executed',
    () => answers.counts().misses,
  );
  gauge('newswire_answer_bytes', 'Bytes of the answers kept in memory', () => answers.counts().bytes);
  gauge(
    'newswire_connections',
    'WebSockets and event streams that are open',
    () => connections.counts().connections,
  );
  gauge(
    'newswire_subscriptions',
    'Subscriptions and other operations under way on them',
    () => connections.counts().subscriptions,
  );
  gauge(
    'newswire_log_head',
    'Number of the newest row of the log that this process knows',
    () => newsroom.head().seq,
  );
  registerFollows(registry, newsroom.follows);
  return registry;
}

function registerFollows(registry: Registry, follows: Newsroom['follows']): void {
  const registers: [] = [];
  const outcomes = (name: string, help: string, counts: () => Record<string, number>) => {
    const collect = function (this: Counter): void {
      this.reset();
      for (const [outcome, count] of Object.entries(counts()))
        this.inc({ outcome: outcome.toLowerCase() }, count);
    };
    registry.registerMetric(new Counter({ name, help, labelNames: ['outcome'], registers, collect }));
  };
  outcomes(
    'newswire_follow_polls_total',
    'Polls of feeds by this process: changed, unchanged or failed',
    () => follows.counts().polls,
  );
  outcomes(
    'newswire_follow_items_total',
    'Items of feeds that this process published, updated, knew already or refused',
    () => follows.counts().items,
  );
  const states = new Gauge({
    name: 'newswire_follows',
    help: 'Feeds that are followed: waiting for their first poll, ok or failing',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      try {
        for (const [state, count] of Object.entries(await follows.states())) this.set({ state }, count);
      } catch (error) {
        // The other figures say what they can while the store is away.
        if (!isStoreAway(error)) throw error;
      }
    },
  });
  registry.registerMetric(states);
}
