/** A reference: bare `response.write`. What is posted to it is written to all its event streams, which are GETs of /stream. */
import { createServer, type ServerResponse } from 'node:http';

const streams = new Set<ServerResponse>();
createServer((request, response) => {
  if (request.url === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    // The head is sent with the first bytes.
    response.write(':\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
    return;
  }
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const block = Buffer.concat(parts);
    for (const stream of streams) stream.write(block);
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
