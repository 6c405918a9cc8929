/** A way to a server that can be cut, and that may keep some of what comes back from it. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Proxy {
  /** The address of the server behind, by way of here. */
  readonly url: string;
  /** Ends all connections, and takes no more. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** How what the server says gets to the client. */
export type Back = (server: Socket, client: Socket) => void;

const everything: Back = (server, client) => void server.pipe(client);

/** Ended after the test. */
export async function startProxy(address: string, back = everything): Promise<Proxy> {
  const behind = new URL(address);
  const sockets = new Set<Socket>();

  function join(client: Socket): void {
    const server = connect(Number(behind.port), behind.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(server);
    back(server, client);
  }

  async function open(port: number): Promise<Server> {
    const opened = createServer(join).listen(port, '127.0.0.1');
    await once(opened, 'listening');
    return opened;
  }

  let server = await open(0);
  const { port } = server.address() as AddressInfo;

  function cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    return closed;
  }

  onTestFinished(cut);
  const url = new URL(address);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    cut,
    async mend() {
      server = await open(port);
    },
  };
}
