/** Stands between a program and PostgreSQL as a pooler does that hands connections round: notifications get lost on the way. */
import { startProxy } from './proxy.ts';

/** Of a message in PostgreSQL's protocol: a letter, and four bytes that say how long the rest is, themselves included. */
const HEADER = 5;
const NOTIFICATION = 'A'.charCodeAt(0);

export interface Pooler {
  /** The same database, by way of it. */
  readonly url: string;
  /** How many notifications were held back. */
  dropped(): number;
}

/** Passes everything on except for notifications. Ended after the test. */
export async function dropNotifications(databaseUrl: string): Promise<Pooler> {
  let dropped = 0;
  const { url } = await startProxy(databaseUrl, (server, client) => {
    server.on(
      'data',
      messages((message) => {
        if (message[0] === NOTIFICATION) dropped += 1;
        else client.write(message);
      }),
    );
  });
  return { url, dropped: () => dropped };
}

/** Puts what comes in pieces together: `take` gets whole messages. */
function messages(take: (message: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= HEADER) {
      const size = 1 + rest.readInt32BE(1);
      if (rest.length < size) break;
      take(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  };
}
