/** A reference: node:http with the hand-written statement that the path names, on the store of the job. */
import { createServer } from 'node:http';
import { z } from 'zod';
import { jobOf, StatementJob } from './jobs.ts';
import { statementsOnPostgres } from './statements-postgres.ts';
import { statementsOnSqlite } from './statements-sqlite.ts';

const Request = z.object({ variables: z.unknown() });

const STATEMENTS = { sqlite: statementsOnSqlite, postgres: statementsOnPostgres };
const { engine, databaseUrl } = jobOf(StatementJob);
const answers = STATEMENTS[engine](databaseUrl);

const server = createServer((request, response) => {
  const parts: Buffer[] = [];

  function send(answer: string): void {
    const body = Buffer.from(answer);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
    });
    response.end(body);
  }

  function fail(error: unknown): void {
    response.statusCode = 500;
    response.end(String(error));
  }

  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const answer = answers[request.url?.slice(1) ?? ''];
    if (answer === undefined) {
      response.end('ready');
      return;
    }
    const { variables } = Request.parse(JSON.parse(Buffer.concat(parts).toString()));
    const made = answer(variables);
    // SQLite answers at once, and is not made to wait.
    if (typeof made === 'string') send(made);
    else made.then(send).catch(fail);
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
