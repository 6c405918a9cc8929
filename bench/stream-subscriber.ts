/** A subscriber over server-sent events, by `node:http`, on a connection of its own: blocks that carry data are its messages. */
import { request } from 'node:http';
import type { Ear, Operation, Subscriber } from './subscribers.ts';

const BLOCK_END = '\n\n';

/** Resolves when the server has begun to answer. Without an operation it is a GET. */
export function openStream(url: string, operation: Operation | null, ear: Ear): Promise<Subscriber> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
    const asking = request(url, { agent: false, method: operation === null ? 'GET' : 'POST', headers });
    asking.on('error', reject);
    asking.on('response', (response) => {
      const type = response.headers['content-type'] ?? 'no type';
      if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) {
        reject(new Error(`the server answered ${response.statusCode} with ${type} in place of a stream`));
        asking.destroy();
        return;
      }
      readBlocks(response, (block) => ear.take(block, 0));
      const gone = () => ear.fail(new Error('the server ended a stream'));
      response.on('close', gone).on('error', gone);
      resolve({
        leave() {
          response.off('close', gone).off('error', gone);
          response.on('error', () => undefined);
          asking.destroy();
        },
        pause: () => void response.pause(),
        resume: () => void response.resume(),
      });
    });
    asking.end(operation === null ? undefined : JSON.stringify(operation));
  });
}

function readBlocks(stream: NodeJS.ReadableStream, take: (block: Buffer) => void): void {
  let rest: Buffer | null = null;
  stream.on('data', (part: Buffer) => {
    const bytes: Buffer = rest === null ? part : Buffer.concat([rest, part]);
    let begin = 0;
    for (let end = bytes.indexOf(BLOCK_END); end !== -1; end = bytes.indexOf(BLOCK_END, begin)) {
      const block = bytes.subarray(begin, end + BLOCK_END.length);
      begin = end + BLOCK_END.length;
      // Comments and heartbeats are blocks, too.
      if (block.includes('\ndata: ')) take(block);
    }
    rest = begin === bytes.length ? null : bytes.subarray(begin);
  });
}
