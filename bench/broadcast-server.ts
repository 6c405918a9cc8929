/** A reference: bare `ws`. What is posted to it is sent to all its sockets, as one text message each. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const message = Buffer.concat(parts);
    for (const socket of sockets.clients) socket.send(message, { binary: false });
    response.writeHead(200, { 'content-length': 0 });
    response.end();
  });
});
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
