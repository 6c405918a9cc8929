/** What is taken from the web, over real connections to a site on this machine, which is a private one unless it is named. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWeb, type WebLimits } from '../../src/web/web.ts';
import type { WebError } from '../../src/web/web-error.ts';
import { drip, redirect, startSite } from '../support/site.ts';

const allowed = (limits: Partial<WebLimits> = {}) =>
  createWeb({ privateHosts: new Set(['localhost']), limits });

async function problemOf(asking: Promise<unknown>): Promise<Pick<WebError, 'problem' | 'message'>> {
  try {
    await asking;
  } catch (error) {
    const { problem, message } = error as WebError;
    return { problem, message };
  }
  throw new Error('It was had.');
}

const textOf = ({ body }: { body: Uint8Array }) => Buffer.from(body).toString();

describe('private addresses', () => {
  const nobody = createWeb({ privateHosts: new Set() });

  it('are refused by number, in whatever writing, and by name', async () => {
    const site = await startSite();
    site.put('/', 'secret');
    for (const host of ['127.0.0.1', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', 'LOCALHOST'])
      expect(await problemOf(nobody.get(`http://${host}:${site.port}/`)), host).toMatchObject({
        problem: 'REFUSED',
      });
    expect(site.asked).toEqual([]);
  });

  it('are asked where they are named, and a redirect from there leads to no other', async () => {
    const site = await startSite();
    site.put('/', 'news');
    site.put('/away', redirect(`http://127.0.0.1:${site.port}/secret`));
    site.put('/secret', 'secret');
    expect(textOf(await allowed().get(`${site.url}/`))).toBe('news');
    expect(await problemOf(allowed().get(`${site.url}/away`))).toEqual({
      problem: 'REFUSED',
      message:
        '127.0.0.1 is no public address: it is asked only where NEWSWIRE_FOLLOW_PRIVATE names 127.0.0.1',
    });
    expect(site.asked.map(({ path }) => path)).toEqual(['/', '/away']);
    expect(textOf(await createWeb({ privateHosts: '*' }).get(`${site.url}/away`))).toBe('secret');
  });

  it.each(['file:///etc/passwd', 'ftp://localhost/', 'http://a:b@localhost/', 'no address', 'data:,a'])(
    '%s is not asked at all',
    async (address) => {
      expect(await problemOf(allowed().get(address))).toMatchObject({ problem: 'REFUSED' });
    },
  );

  it('nor is what a redirect names of that kind', async () => {
    const site = await startSite();
    site.put('/', redirect('file:///etc/passwd'));
    expect(await problemOf(allowed().get(`${site.url}/`))).toMatchObject({ problem: 'REFUSED' });
  });
});

describe('redirects', () => {
  it('are followed, relative ones too, with the same headers', async () => {
    const site = await startSite();
    site.put('/a', redirect('b', 301));
    site.put('/b', redirect(Buffer.from('/ç').toString('latin1'), 308));
    site.put(`/${encodeURIComponent('ç')}`, 'there');
    const answer = await allowed().get(`${site.url}/a`, { headers: { 'if-none-match': '"1"' } });
    expect([textOf(answer), answer.url]).toEqual(['there', `${site.url}/%C3%A7`]);
    expect(site.asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"1"', '"1"', '"1"']);
  });

  it('end where they go round in a circle, or are more than five', async () => {
    const site = await startSite();
    site.put('/a', redirect('/b'));
    site.put('/b', redirect('/a'));
    expect(await problemOf(allowed().get(`${site.url}/a`))).toEqual({
      problem: 'REDIRECTS',
      message: 'its redirects go round in a circle',
    });
    for (let step = 0; step < 10; step += 1) site.put(`/${step}`, redirect(`/${step + 1}`));
    site.put('/10', 'the end');
    expect(textOf(await allowed().get(`${site.url}/5`))).toBe('the end');
    expect(await problemOf(allowed().get(`${site.url}/4`))).toMatchObject({ problem: 'REDIRECTS' });
  });
});

describe('packed', () => {
  const text = 'news '.repeat(1_000);
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['gzip', Buffer.from(text)],
    ['identity', Buffer.from(text)],
  ])('as %s', async (packing, bytes) => {
    const site = await startSite();
    site.put('/', (_request, response) =>
      response.writeHead(200, { 'content-encoding': packing }).end(bytes),
    );
    expect(textOf(await allowed().get(`${site.url}/`))).toBe(text);
    expect(site.asked[0]?.headers['accept-encoding']).toBe('gzip, br, deflate');
  });

  it.each([
    ['gzip', gzipSync('x'.repeat(100_000)), 'TOO_LARGE'],
    ['br', brotliCompressSync('x'.repeat(100_000)), 'TOO_LARGE'],
    ['gzip', gzipSync(text).subarray(0, 30), 'BROKEN'],
    ['zstd', Buffer.from(text), 'BROKEN'],
    ['gzip, gzip, gzip, gzip', gzipSync(text), 'BROKEN'],
  ])('as %s, a bomb or broken', async (packing, bytes, problem) => {
    const site = await startSite();
    site.put('/', (_request, response) =>
      response.writeHead(200, { 'content-encoding': packing }).end(bytes),
    );
    expect(await problemOf(allowed({ bytes: 50_000 }).get(`${site.url}/`))).toMatchObject({ problem });
  });
});

describe('bounds', () => {
  it('of size, announced and not', async () => {
    const site = await startSite();
    site.put('/announced', 'x'.repeat(2_000));
    site.put('/endless', (_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(500)));
      };
      response.on('drain', more);
      more();
    });
    for (const path of ['/announced', '/endless'])
      expect(await problemOf(allowed({ bytes: 1_000 }).get(site.url + path))).toMatchObject({
        problem: 'TOO_LARGE',
      });
  });

  it('of time: slow bytes, silence, and one that takes a connection and says nothing', async () => {
    const site = await startSite();
    site.put('/slow', drip(5));
    site.put('/silent', (_request, response) => response.writeHead(200).flushHeaders());
    expect(await problemOf(allowed({ total: 100 }).get(`${site.url}/slow`))).toEqual({
      problem: 'TIMEOUT',
      message: 'it was not there in 0.1 s',
    });
    expect(await problemOf(allowed({ idle: 60 }).get(`${site.url}/silent`))).toEqual({
      problem: 'TIMEOUT',
      message: 'nothing came from it for 0.06 s',
    });
    // What is not read is never seen to end.
    const mute = createServer((socket) => socket.on('error', () => undefined).resume());
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    onTestFinished(async () => {
      mute.close();
      await once(mute, 'close');
    });
    const { port } = mute.address() as AddressInfo;
    expect(await problemOf(allowed({ idle: 60 }).get(`http://localhost:${port}/`))).toMatchObject({
      problem: 'TIMEOUT',
    });
  });

  it('and who asks may give up', async () => {
    const site = await startSite();
    const ending = new AbortController();
    site.put('/slow', (_request, response) => {
      response.writeHead(200).write('a');
      ending.abort();
    });
    const asking = allowed().get(`${site.url}/slow`, { signal: ending.signal });
    expect(await problemOf(asking)).toMatchObject({ problem: 'UNREACHABLE' });
    expect(await problemOf(allowed().get(`${site.url}/`, { signal: ending.signal }))).toMatchObject({
      message: 'it was given up',
    });
  });
});

it('half an answer is none', async () => {
  const site = await startSite();
  site.put('/', (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  expect(await problemOf(allowed().get(`${site.url}/`))).toMatchObject({ problem: 'UNREACHABLE' });
});

it('what is no 200 has no body, and its headers are told', async () => {
  const site = await startSite();
  site.put('/', (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end('slow down'));
  const { status, headers, body } = await allowed().get(`${site.url}/`);
  expect([status, headers['retry-after'], body.length]).toEqual([429, '7', 0]);
});
