/** What this process holds outside of the heap: buffers that wait to be sent, among them. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of buffers that are still wanted. */
export async function bytesOfBuffers(): Promise<number> {
  // Who waits to let go of something does so in between.
  for (let time = 0; time < 2; time += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().arrayBuffers;
}
