/**
 * One of the processes of `newswire serve --workers N`. It drains and ends when the primary lets go of it, whether that
 * was meant or the primary was killed, and when it is told to by a signal.
 */
import type { Worker } from 'node:cluster';
import type { Config } from '../config.ts';
import { createNewswire } from '../newswire.ts';
import { endAsked } from './terminal.ts';

/** What the primary sends to have a worker end: cluster's own way would wait for every subscriber to go away. */
export const END = 'end';

export async function serveAsWorker(config: Config, worker: Worker): Promise<void> {
  const end = Promise.race([endAsked(), letGo(worker)]);
  try {
    await using newswire = await createNewswire(config);
    // Without its primary it would wait for the port for ever.
    await Promise.race([newswire.listen(), end]);
    await end;
  } finally {
    // The line to the primary would keep the process.
    if (worker.isConnected()) worker.disconnect();
  }
}

function letGo(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (!worker.isConnected()) return resolve();
    worker.on('message', (message) => {
      if (message === END) resolve();
    });
    worker.once('disconnect', () => {
      // Node ends a worker on the spot whose primary is gone, unless it believes that this was meant.
      worker.exitedAfterDisconnect = true;
      resolve();
    });
  });
}
