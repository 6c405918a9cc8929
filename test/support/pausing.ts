/** Subscribers that can stop reading, as a client does whose program hangs: what comes then is for the kernels and the server to keep. */
import { type IncomingMessage, request } from 'node:http';
import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { type Transport, webSocketAddress } from './client.ts';

export interface Pausing {
  /** The slugs that it was told of, in their order. */
  readonly slugs: string[];
  pause(): void;
  resume(): void;
}

export interface PausingOptions {
  transport: Transport;
  endpoint: string;
  /** A subscription to articlePublished with its slug. */
  query: string;
}

interface Told {
  data?: { articlePublished: { slug: string } } | null;
}

/** It is ended after the test. */
export function openPausing({ transport, endpoint, query }: PausingOptions): Pausing {
  const slugs: string[] = [];
  const hear = ({ data }: Told) => void slugs.push(data?.articlePublished.slug ?? 'an error');
  const stream = transport === 'SSE' ? openStream(endpoint, query, hear) : openSocket(endpoint, query, hear);
  return { slugs, pause: () => stream()?.pause(), resume: () => stream()?.resume() };
}

type Stream = () => { pause(): unknown; resume(): unknown } | undefined;

function openSocket(endpoint: string, query: string, hear: (told: Told) => void): Stream {
  const sockets: WebSocket[] = [];
  const client = createClient({
    url: webSocketAddress(endpoint),
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        sockets.push(this);
      }
    },
    retryAttempts: 0,
  });
  onTestFinished(async () => {
    // Who does not read does not see the connection close either.
    for (const socket of sockets) socket.terminate();
    await client.dispose();
  });
  client.subscribe<NonNullable<Told['data']>>(
    { query },
    { next: hear, error: () => undefined, complete: () => undefined },
  );
  return () => sockets[0];
}

function openStream(endpoint: string, query: string, hear: (told: Told) => void): Stream {
  let stream: IncomingMessage | undefined;
  const asking = request(`${endpoint}?query=${encodeURIComponent(query)}`, {
    agent: false,
    headers: { accept: 'text/event-stream' },
  });
  asking.on('error', () => undefined);
  asking.on('response', (response) => {
    stream = response.setEncoding('utf8');
    let text = '';
    response.on('data', (part: string) => {
      const blocks = (text + part).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) hear(JSON.parse(data) as Told);
      }
    });
    response.on('error', () => undefined);
  });
  asking.end();
  onTestFinished(() => void asking.destroy());
  return () => stream;
}
