/**
 * A reference: node:http that reads a POST and answers the same bytes each time, as many as the path says; and a GET of /304, with
 * whatever query, that nothing changed, with the headers that are told then (RFC 9110, 15.4.5).
 */
import { createServer } from 'node:http';

const NOT_MODIFIED = {
  'cache-control': 'public, no-cache',
  etag: `"${'x'.repeat(43)}"`,
  vary: 'Accept, Authorization, Origin',
};
const answers = new Map<string, Buffer>();

function answerOf(path: string): Buffer {
  const known = answers.get(path);
  if (known) return known;
  const answer = Buffer.alloc(Number(path.slice(1)) || 1, 'x');
  answers.set(path, answer);
  return answer;
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.url?.startsWith('/304')) {
      response.writeHead(304, NOT_MODIFIED);
      response.end();
      return;
    }
    const answer = answerOf(request.url ?? '/1');
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': answer.length,
    });
    response.end(answer);
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
