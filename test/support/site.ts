/** A site on this machine, as others on the web are: what it answers is said by the test, and changes when the test says so. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

export interface Site {
  /** "http://localhost:40123": by a name, which may be allowed where its address is not. */
  readonly url: string;
  readonly port: number;
  /** What was asked for so far, with the headers that it was asked with. */
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[];
  /** From now on. */
  put(path: string, page: Page | string): void;
}

export async function startSite(): Promise<Site> {
  const pages = new Map<string, Page>();
  const asked: Site['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const page = pages.get(path);
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    port,
    asked,
    put(path, page) {
      pages.set(path, typeof page === 'string' ? (_request, response) => response.end(page) : page);
    },
  };
}

export function redirect(location: string, status = 302): Page {
  return (_request, response) => response.writeHead(status, { location }).end();
}

/** A byte now and then, without an end. */
export function drip(every: number): Page {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    const clock = setInterval(() => response.write(' '), every);
    response.on('close', () => clearInterval(clock));
  };
}
