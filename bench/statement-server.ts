/** A reference: node:http with the statement that the path names, on the store of the job. */
import { createServer } from 'node:http';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { jobOf } from './jobs.ts';
import { statements } from './statements.ts';

const Request = z.object({ variables: z.unknown() });

const { store } = jobOf(z.object({ store: z.string() }));
const db = new Sqlite(store, { readonly: true });
// As Newswire opens it.
db.pragma('cache_size = -32768');
db.pragma('mmap_size = 268435456');
const answers = statements(db);

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const answer = answers[request.url?.slice(1) ?? ''];
    if (answer === undefined) {
      response.end('ready');
      return;
    }
    const { variables } = Request.parse(JSON.parse(Buffer.concat(parts).toString()));
    const body = Buffer.from(answer(variables));
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
    });
    response.end(body);
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
