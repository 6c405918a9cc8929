/**
 * The part of the bench about live delivery: case by case, a server of each kind of its own, so that neither keeps what an earlier
 * case made it hold. What a case costs is the same on each engine but for reading the event, so only the first is told on all.
 */
import { builtScript } from './build.ts';
import type { Engine } from './engine.ts';
import { FannedOut, type FanOutJob } from './jobs.ts';
import { COLLECTING, type Machine } from './machine.ts';
import { serve } from './serving.ts';
import type { BenchStore } from './stores.ts';

export interface TellingPlan extends Pick<FanOutJob, 'events' | 'idle' | 'selections'> {
  /** WebSocket subscribers with the same document, and such as differ in their filters and selections. */
  same: number;
  different: number;
  filters: number;
  /** Subscribers over server-sent events. */
  streams: number;
}

/** What the bars of the design say: times the bare broadcast of the same bytes. */
interface Bars {
  time: number;
  /** Of an idle subscriber; null: none is set. */
  memory: number | null;
}

type Case = Pick<FanOutJob, 'transport' | 'subscribers' | 'filters' | 'selections'> & {
  title: string;
  bars: Bars;
};

export interface Told extends Case {
  /** For people. */
  engine: string;
  told: FannedOut;
}

const REFERENCES = { WebSocket: 'broadcast-server.ts', SSE: 'stream-broadcast-server.ts' };

/** The first case with each engine, in their order; the others with the first engine alone. */
export async function tell(
  machine: Machine,
  { events, idle, ...plan }: TellingPlan,
  stocked: readonly { engine: Engine; store: BenchStore }[],
): Promise<Told[]> {
  const all: Told[] = [];
  for (const [number, one] of casesOf(plan).entries()) {
    if (one.subscribers === 0) continue;
    for (const { engine, store } of number === 0 ? stocked : stocked.slice(0, 1)) {
      const commands = [
        { args: [await builtScript(REFERENCES[one.transport])], path: '/' },
        serve(store.databaseUrl, 'none'),
      ].map((command) => ({ ...command, args: [...COLLECTING, ...command.args] }));
      const servers = await machine.startServers(commands);
      try {
        const [broadcast, newswire] = servers;
        const job = { ...one, events, idle, newswire, broadcast, key: store.key };
        const told = FannedOut.parse(await machine.run('load', 'fan-out.ts', job));
        all.push({ ...one, engine: engine.title, told });
      } finally {
        for (const server of servers) await server.stop();
      }
    }
  }
  return all;
}

function casesOf({
  same,
  different,
  filters,
  selections,
  streams,
}: Omit<TellingPlan, 'events' | 'idle'>): Case[] {
  const alike = { filters: null, selections: 1 };
  return [
    {
      title: 'the same document',
      transport: 'WebSocket',
      subscribers: same,
      ...alike,
      bars: { time: 1.15, memory: 1.8 },
    },
    {
      title: `${filters} filters, ${selections} selections`,
      transport: 'WebSocket',
      subscribers: different,
      filters,
      selections,
      bars: { time: 1.5, memory: null },
    },
    {
      title: 'the same document',
      transport: 'SSE',
      subscribers: streams,
      ...alike,
      bars: { time: 1.15, memory: null },
    },
  ];
}
