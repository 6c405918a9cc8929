/** Feeds that only announce: the body is the page's, as soon as it can be had, and for as long as it is away. */
import { describe, expect, it } from 'vitest';
import { EVERY, MINUTE, rss, startFollowing, tagged } from '../support/feeds.ts';

describe('with the pages', () => {
  const FULL = { ...EVERY, full: true };
  const page = (text: string) => `The First\n\n${text}\n\nIt goes on for a paragraph more, as pages do.\n`;

  it('the body is the page’s, and the feed’s own stays as long as there is none', async () => {
    const { site, follows, feed, pollAfter, changes, article } = await startFollowing();
    const entries = (text: string) => [
      { title: 'First', text, link: `${site.url}/first` },
      { title: 'Gone', text: 'In short.', link: `${site.url}/gone` },
      { title: 'Later', text: 'Short.', link: `${site.url}/later` },
    ];
    tagged(site, '/feed', rss(entries('Summary.')));
    site.put('/first', page('The whole story of the first.'));
    site.put('/later', (_request, response) => response.writeHead(503).end());
    await follows.add(feed, FULL);
    await pollAfter(0);
    expect(await article('first')).toMatchObject({
      bodyText: expect.stringContaining('whole story'),
      description: 'Summary.',
    });
    expect(await article('gone')).toMatchObject({ bodyText: 'In short.' });
    expect(await article('later')).toMatchObject({ bodyText: 'Short.' });

    site.put('/later', page('What was to come.'));
    await pollAfter(5 * MINUTE);
    expect(await article('later')).toMatchObject({ bodyText: expect.stringContaining('to come') });
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ outcome: 'UNCHANGED' }]);
    expect(site.asked.filter(({ path }) => path === '/first')).toHaveLength(1);

    // Away for a moment, the page is waited for.
    tagged(site, '/feed', rss(entries('New summary.')));
    site.put('/first', (_request, response) => response.writeHead(503).end());
    await pollAfter(5 * MINUTE);
    expect(await article('first')).toMatchObject({ description: 'Summary.' });
    site.put('/first', page('The newer story of the first.'));
    await pollAfter(5 * MINUTE);
    expect(await article('first')).toMatchObject({
      bodyText: expect.stringContaining('newer story'),
      description: 'New summary.',
    });
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ outcome: 'UNCHANGED' }]);
    expect((await changes()).slice(3)).toEqual(['UPDATED later 2', 'UPDATED first 2']);
  });

  it('a page of HTML gives its text, and nothing that stands around it', async () => {
    const { site, follows, feed, pollAfter, article } = await startFollowing();
    const paragraphs = ['The dam was opened at dawn.', 'By noon the water had risen.'].map(
      (text) => `<p>${`${text} `.repeat(6)}<a href="/more?a=1&amp;b=2">More</a></p>`,
    );
    const html = `<!doctype html><html><head><meta charset="iso-8859-2"><title>Dam</title></head><body><nav><a href="/">Home</a></nav>
      <article><h1>Dam of Łódź</h1>${paragraphs.join('')}</article><script>alert(1)</script><footer>All rights</footer></body></html>`;
    const bytes = Buffer.from(
      html.replace('Ł', '\u00A3').replace('ó', '\u00F3').replace('ź', '\u00BC'),
      'latin1',
    );
    site.put('/dam', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(bytes),
    );
    site.put('/feed', rss([{ title: 'Dam', text: 'In short.', link: `${site.url}/dam` }]));
    await follows.add(feed, FULL);
    await pollAfter(0);
    const { bodyText = '', bodyHtml = '' } = (await article('dam')) ?? {};
    expect(bodyHtml).toContain(`href="${site.url}/more?a=1&amp;b=2"`);
    expect(bodyText).toContain('By noon the water had risen.');
    expect(bodyText).not.toMatch(/alert|Home|All rights|In short/);
  });

  it('an item that only has a title is published with its page, as soon as that is there', async () => {
    const { site, follows, feed, pollAfter, changes, article } = await startFollowing();
    const entry = (title: string) => ({ title, text: '', link: `${site.url}/${title}` });
    tagged(site, '/feed', rss(['there', 'later', 'never'].map(entry)));
    site.put('/there', page('What is there.'));
    site.put('/later', (_request, response) => response.writeHead(503).end());
    await follows.add(feed, FULL);
    await pollAfter(0);
    site.put('/later', page('What came later.'));
    for (let polls = 0; polls < 3; polls += 1) await pollAfter(5 * MINUTE);
    expect(await changes()).toEqual(['PUBLISHED there 1', 'PUBLISHED later 1']);
    expect(await article('later')).toMatchObject({ bodyText: expect.stringContaining('came later') });
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ outcome: 'UNCHANGED' }]);
  });

  it('a page is not waited for without an end', async () => {
    const { site, follows, feed, pollAfter, article } = await startFollowing();
    tagged(site, '/feed', rss([{ title: 'One', text: 'Short.', link: `${site.url}/one` }]));
    site.put('/one', (_request, response) => response.writeHead(500).end());
    await follows.add(feed, FULL);
    for (let polls = 0; polls < 10; polls += 1) await pollAfter(5 * MINUTE);
    expect(site.asked.filter(({ path }) => path === '/one')).toHaveLength(5);
    expect(await article('one')).toMatchObject({ bodyText: 'Short.' });
  });
});
