/** Sites answer as the worst of them do: nothing is published twice, and nothing is lost. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, EVERY, HOUR, MINUTE, rss, startFollowing, tagged } from '../support/feeds.ts';
import { drip, redirect, type Site } from '../support/site.ts';
import { runs } from '../support/runs.ts';

describe('a site that', () => {
  it.each([
    ['30', 30 * MINUTE, false],
    ['in half an hour', 30 * MINUTE, true],
  ])('is busy (429) is left alone as long as it says: %s', async (_name, wait, isDate) => {
    const { site, follows, feed, pollAfter, changes, clock, state } = await startFollowing();
    site.put('/feed', (_request, response) => {
      const after = isDate ? new Date(clock.now() + wait).toUTCString() : String(wait / 1_000);
      response.writeHead(429, { 'retry-after': after }).end();
    });
    await follows.add(feed, EVERY);
    expect(await pollAfter(0)).toMatchObject([{ outcome: 'FAILED', reason: 'it answered with status 429' }]);
    expect((await state()).in).toBeGreaterThanOrEqual(wait);
    expect(await pollAfter(wait - 1)).toEqual([]);
    site.put('/feed', rss([{ title: 'At last' }]));
    await pollAfter(wait);
    expect(await changes()).toEqual(['PUBLISHED at-last 1']);
    expect(await state()).toMatchObject({ failures: 0, lastError: null, in: EVERY.every });
  });

  it('fails (500) is asked less and less often, never at the same time as others, and again as ever when it does not', async () => {
    const { site, follows, feed, pollAfter, changes, state, clock } = await startFollowing();
    site.put('/feed', (_request, response) => response.writeHead(500).end('<rss>broken</rss>'));
    await follows.add(feed, EVERY);
    const waits: number[] = [];
    for (let polls = 0; polls < 9; polls += 1) {
      clock.advance(waits.at(-1) ?? 0);
      await follows.pollDue();
      waits.push((await state()).in);
    }
    for (const [index, wait] of waits.entries()) {
      const least = Math.min(EVERY.every * 2 ** (index + 1), 6 * HOUR);
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(least * 1.25);
    }
    expect(await follows.states()).toEqual({ waiting: 0, ok: 0, failing: 1 });
    site.put('/feed', rss([{ title: 'Mended' }]));
    await pollAfter(8 * HOUR);
    expect(await changes()).toEqual(['PUBLISHED mended 1']);
    expect(await state()).toMatchObject({ failures: 0, in: EVERY.every });
    expect(await follows.states()).toEqual({ waiting: 0, ok: 1, failing: 0 });
  });

  it.each<[string, (site: Site) => void, RegExp]>([
    ['sends slow bytes', (site) => site.put('/feed', drip(10)), /was not there in 0.3 s/],
    [
      'redirects in a circle',
      (site) => {
        site.put('/feed', redirect('/back'));
        site.put('/back', redirect('/feed'));
      },
      /round in a circle/,
    ],
    [
      'redirects to 127.0.0.1',
      (site) => {
        site.put('/feed', redirect(`http://127.0.0.1:${site.port}/inside`));
        site.put('/inside', rss([{ title: 'Secret of the house' }]));
      },
      /127\.0\.0\.1 is no public address/,
    ],
    ['is not there', (site) => site.put('/feed', (_q, response) => response.writeHead(404).end()), /404/],
    ['breaks off', (site) => site.put('/feed', (_q, response) => response.destroy()), /cannot be reached/],
    ['sends nothing', (site) => site.put('/feed', ''), /empty/],
    ['sends a page', (site) => site.put('/feed', '<!doctype html><title>Log in</title>'), /no feed/],
    ['sends a picture', (site) => site.put('/feed', '\x89PNG\0\0\0'), /not text/],
    ['sends too much', (site) => site.put('/feed', rss([{ title: 'x'.repeat(20_000) }])), /larger/],
    [
      'answers 304 to who has nothing',
      (site) => site.put('/feed', (_q, response) => response.writeHead(304).end()),
      /304/,
    ],
  ])('%s is told so, and costs nothing', async (_name, arrange, reason) => {
    const webLimits = { total: 300, bytes: 10_000 };
    const { site, follows, feed, pollAfter, changes, article } = await startFollowing({ webLimits });
    const other = `${site.url}/other`;
    site.put('/other', rss([{ title: 'Other' }]));
    tagged(site, '/feed', rss([{ title: 'Before' }]));
    await follows.add(feed, EVERY);
    await follows.add(other, EVERY);
    const fresh = reason.source === '304';
    if (!fresh) await pollAfter(0);
    arrange(site);
    const reports = await pollAfter(5 * MINUTE);
    expect(reports.find(({ url }) => url === feed)).toMatchObject({
      outcome: 'FAILED',
      reason: expect.stringMatching(reason),
    });
    expect(reports.find(({ url }) => url === other)?.outcome).toBe('CHANGED');
    site.put('/feed', rss([{ title: 'After' }, { title: 'Before' }]));
    await pollAfter(HOUR);
    expect((await changes()).toSorted()).toEqual([
      'PUBLISHED after 1',
      'PUBLISHED before 1',
      'PUBLISHED other 1',
    ]);
    expect(await article('secret-of-the-house')).toBeNull();
  });

  it('breaks off within an item has the others published, and the rest when it is whole', async () => {
    const { site, follows, feed, pollAfter, changes, article } = await startFollowing();
    const whole = rss([{ title: 'First' }, { title: 'Second' }, { title: 'Third', text: 'All of it.' }]);
    tagged(site, '/feed', whole.slice(0, whole.lastIndexOf('<guid')));
    await follows.add(feed, EVERY);
    await pollAfter(0);
    expect((await changes()).toSorted()).toEqual(['PUBLISHED first 1', 'PUBLISHED second 1']);
    tagged(site, '/feed', whole);
    await pollAfter(5 * MINUTE);
    expect(await changes()).toHaveLength(3);
    expect(await article('third')).toMatchObject({ bodyText: 'All of it.' });
  });

  it.each([
    ['text/html', 'Zürich', (text: string) => Buffer.from(text), {}],
    ['application/octet-stream', 'Zürich', (text: string) => gzipSync(text), { 'content-encoding': 'gzip' }],
    ['application/json; charset=utf-16le', 'Zürich', (text: string) => Buffer.from(text, 'utf16le'), {}],
    ['text/xml; charset=iso-8859-1', 'Zürich', (text: string) => Buffer.from(text, 'latin1'), {}],
  ])('says it is %s is read for what it is', async (type, title, bytesOf, headers) => {
    const { site, follows, feed, pollAfter, article } = await startFollowing();
    const body = bytesOf(rss([{ title, text: 'Nothing else.' }]));
    site.put('/feed', (_request, response) =>
      response.writeHead(200, { 'content-type': type, ...headers }).end(body),
    );
    await follows.add(feed, EVERY);
    await pollAfter(0);
    expect(await article('zurich')).toMatchObject({ headline: 'Zürich' });
  });

  it('says how long its feed is good for is asked no more often: ttl, max-age, what its 304 says', async () => {
    const { site, follows, feed, pollAfter, state } = await startFollowing();
    const body = rss([{ title: 'One', text: 'Of &lt;ttl&gt;9&lt;/ttl&gt;.' }], '<ttl>30</ttl>');
    tagged(site, '/feed', body);
    await follows.add(feed, EVERY);
    await pollAfter(0);
    expect((await state()).in).toBe(30 * MINUTE);
    await pollAfter(30 * MINUTE);
    expect((await state()).in).toBe(30 * MINUTE);
    tagged(site, '/feed', body, { 'cache-control': 'public, max-age=3600', age: '600' });
    await pollAfter(30 * MINUTE);
    expect((await state()).in).toBe(50 * MINUTE);
    tagged(site, '/feed', rss([{ title: 'One' }]), { 'cache-control': 'max-age=31536000' });
    await pollAfter(50 * MINUTE);
    expect((await state()).in).toBe(24 * HOUR);
    tagged(site, '/feed', rss([{ title: 'One' }]), { 'cache-control': 'max-age=10' });
    await pollAfter(24 * HOUR);
    expect((await state()).in).toBe(EVERY.every);
  });
});

it('whatever a feed goes through, each item is published once, and is at last as the feed has it', async () => {
  type Step = { kind: 'add' | 'edit' | 'poll'; at: number; answer: number };
  const step: fc.Arbitrary<Step> = fc.record({
    kind: fc.constantFrom('add', 'edit', 'poll', 'poll'),
    at: fc.nat(9),
    answer: fc.nat(6),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { site, feed, follows, pollAfter, changes, article, newswire } = await startFollowing();
      const items: Required<Pick<Entry, 'title' | 'text' | 'guid' | 'link'>>[] = [];
      const put = (answer: number) => {
        const body = rss(items);
        if (answer === 1) site.put('/feed', (_request, response) => response.writeHead(500).end());
        else if (answer === 2) site.put('/feed', body.slice(0, Math.floor(body.length * 0.7)));
        else if (answer === 3)
          site.put('/feed', (_request, response) => {
            response.writeHead(200, { 'content-length': body.length + 10 });
            response.write(body, () => response.destroy());
          });
        else if (answer === 4)
          site.put('/feed', (_request, response) =>
            response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body)),
          );
        else tagged(site, '/feed', body);
      };
      await follows.add(feed, EVERY);
      for (const { kind, at, answer } of steps) {
        const item = items[at % Math.max(items.length, 1)];
        if (kind === 'add') {
          const count = items.length;
          items.unshift({
            title: `Item ${count}`,
            text: 'As it was.',
            guid: count % 3 === 0 ? null : `guid ${count}`,
            link: count % 3 === 1 ? null : `https://x.example/${count}`,
          });
        } else if (kind === 'edit' && item !== undefined) item.text = `Edited: ${steps.length} ${at}.`;
        else {
          put(answer);
          await pollAfter(8 * HOUR);
        }
      }
      put(0);
      await pollAfter(8 * HOUR);
      const published = (await changes()).filter((change) => change.startsWith('PUBLISHED'));
      expect(published).toHaveLength(items.length);
      for (const { title, text } of items)
        expect(await article(title.toLowerCase().replace(' ', '-'))).toMatchObject({ bodyText: text });
      await newswire.close();
    }),
    runs(15),
  );
});
