/** How the bench starts Newswire: what is built, on the store of an address. */
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { type Machine, ROOT, type ServerCommand } from './machine.ts';
import { inNewStore } from './stores.ts';

export type Samples = 'none' | 'auto';

export function serve(databaseUrl: string, samples: Samples): ServerCommand {
  return {
    args: [join(ROOT, 'dist/main.js'), 'serve'],
    environment: {
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      NEWSWIRE_SAMPLES: samples,
      // All that the load opens comes from one address.
      NEWSWIRE_MAX_CONNECTIONS: '12000',
      NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT: '12000',
    },
    path: '/ready',
  };
}

/** From the spawning of a server where there is no store yet to its first 200 from /ready, in milliseconds. */
export async function coldStart(machine: Machine, engine: Engine, samples: Samples): Promise<number> {
  return inNewStore(engine, async (databaseUrl) => {
    const server = await machine.startServer(serve(databaseUrl, samples));
    await server.stop();
    return server.startTime;
  });
}
