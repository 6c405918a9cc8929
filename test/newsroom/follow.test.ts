/** What is followed is published once, and changes with its feed; what was decided here stays decided. */
import { describe, expect, it } from 'vitest';
import { temporaryDatabase } from '../support/database.ts';
import { EVERY, HOUR, MINUTE, rss, startFollowing, tagged } from '../support/feeds.ts';

describe('what is new', () => {
  it('is published once, the oldest first, and a feed that has not changed is not sent again', async () => {
    const { site, follows, feed, pollAfter, changes, clock } = await startFollowing();
    const at = (hours: number) => clock.now() - hours * HOUR;
    tagged(
      site,
      '/feed',
      rss([
        { title: 'Second', date: at(1) },
        { title: 'First', date: at(2) },
      ]),
    );
    await follows.add(feed, EVERY);
    expect(await pollAfter(0)).toMatchObject([
      { outcome: 'CHANGED', items: [{ kind: 'PUBLISHED', slug: 'first' }, { slug: 'second' }] },
    ]);
    expect(await pollAfter(0)).toEqual([]);
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ outcome: 'UNCHANGED' }]);
    tagged(
      site,
      '/feed',
      rss([
        { title: 'Third', date: at(-2) },
        { title: 'Second', date: at(1) },
      ]),
    );
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ items: [{ kind: 'PUBLISHED', slug: 'third' }] }]);
    expect(await changes()).toEqual(['PUBLISHED first 1', 'PUBLISHED second 1', 'PUBLISHED third 1']);
    const [first, second] = site.asked;
    expect(first?.headers['if-none-match']).toBeUndefined();
    expect(second?.headers['if-none-match']).toMatch(/^"/);
    expect(follows.counts()).toMatchObject({
      polls: { CHANGED: 2, UNCHANGED: 1, FAILED: 0 },
      items: { PUBLISHED: 3 },
    });
  });

  it('is known by its guid, then its address, then its text', async () => {
    const { site, follows, feed, pollAfter, changes } = await startFollowing();
    await follows.add(feed, EVERY);
    const nameless = { title: 'No name', guid: null };
    site.put(
      '/feed',
      rss([
        { title: 'One', guid: 'a', link: 'http://x.example/one' },
        { title: 'Two', guid: null, link: 'http://x.example/two?utm_source=rss' },
        nameless,
      ]),
    );
    await pollAfter(0);
    site.put(
      '/feed',
      rss([
        nameless,
        { title: 'One', guid: 'a', link: 'http://x.example/moved' },
        { title: 'Two', guid: 'new', link: 'https://x.example/two?utm_source=atom' },
      ]),
    );
    await pollAfter(5 * MINUTE);
    site.put('/feed', rss([{ title: 'Two', guid: 'new', link: 'http://elsewhere.example/two' }, nameless]));
    await pollAfter(5 * MINUTE);
    expect((await changes()).filter((change) => change.startsWith('PUBLISHED'))).toHaveLength(3);
    expect(await changes()).toContain('UPDATED one 2');
  });

  it('is not lost where one guid or one address is given to all', async () => {
    const { site, follows, feed, pollAfter, changes } = await startFollowing();
    await follows.add(feed, EVERY);
    const guids = (...titles: string[]) =>
      titles.map((title) => ({ title, guid: '0', link: `https://x.example/${title}` }));
    const addresses = (...titles: string[]) =>
      titles.map((title) => ({ title, guid: `guid ${title}`, link: 'https://x.example/' }));
    const neither = (...titles: string[]) => titles.map((title) => ({ title, guid: '1', link: null }));
    site.put(
      '/feed',
      rss([...guids('A', 'B'), ...addresses('C', 'D'), ...neither('E', 'F'), ...neither('E')]),
    );
    await pollAfter(0);
    site.put('/feed', rss([...guids('G', 'A', 'B'), ...addresses('H', 'C', 'D'), ...neither('I', 'E', 'F')]));
    await pollAfter(5 * MINUTE);
    await pollAfter(5 * MINUTE);
    const all = [...'abcdefghi'].map((slug) => `PUBLISHED ${slug} 1`);
    expect((await changes()).toSorted()).toEqual(all);
  });

  it('is not what import has published, nor what another feed has', async () => {
    const { site, follows, feed, pollAfter, changes, newswire } = await startFollowing();
    const one = { title: 'One', guid: 'a', link: 'https://x.example/one' };
    site.put('/feed', rss([one]));
    site.put('/other', rss([one]).replace('Harbour Post', 'Harbour Sport'));
    await follows.add(feed, EVERY);
    await follows.add(`${site.url}/other`, EVERY);
    expect(await pollAfter(0)).toMatchObject([
      { items: [{ kind: 'PUBLISHED' }] },
      { items: [{ kind: 'KNOWN', slug: 'one' }] },
    ]);
    const changed = rss([{ ...one, text: 'It was otherwise.' }]);
    site.put('/feed', changed);
    site.put('/other', changed.replace('Harbour Post', 'Harbour Sport').replace('otherwise', 'shorter'));
    await pollAfter(5 * MINUTE);
    await pollAfter(5 * MINUTE);
    expect(await changes()).toEqual(['PUBLISHED one 1', 'UPDATED one 2']);
    expect(newswire.newsroom.follows.counts().items.KNOWN).toBe(2);
  });

  it('is out, whatever the clock of its site says', async () => {
    const { site, follows, feed, pollAfter, changes, clock } = await startFollowing();
    site.put('/feed', rss([{ title: 'Tomorrow', date: clock.now() + 24 * HOUR }]));
    await follows.add(feed, EVERY);
    await pollAfter(0);
    await pollAfter(25 * HOUR);
    expect(await changes()).toEqual(['PUBLISHED tomorrow 1']);
  });
});

describe('what has changed', () => {
  it('is a new version, and what an editor changed here stays until the feed changes that', async () => {
    const { site, follows, feed, pollAfter, changes, article, editor, idOf } = await startFollowing();
    site.put('/feed', rss([{ title: 'Old title', guid: 'a', text: 'Old text of it.' }]));
    await follows.add(feed, EVERY);
    await pollAfter(0);
    const id = await idOf('old-title');
    const patch = { headline: 'Title of the desk' };
    expect(await editor.update({ id, version: 1, patch, by: 'desk' })).toMatchObject({ kind: 'SAVED' });
    await pollAfter(5 * MINUTE);
    site.put('/feed', rss([{ title: 'Old title', guid: 'a', text: 'New text of it.' }]));
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ items: [{ kind: 'UPDATED' }] }]);
    expect(await article('old-title')).toMatchObject({
      headline: 'Title of the desk',
      bodyText: 'New text of it.',
    });
    site.put('/feed', rss([{ title: 'New title', guid: 'a', text: 'New text of it.' }]));
    await pollAfter(5 * MINUTE);
    await pollAfter(5 * MINUTE);
    expect((await changes()).map((change) => change.split(' ')[0])).toEqual([
      'PUBLISHED',
      'UPDATED',
      'UPDATED',
      'UPDATED',
    ]);
    expect(await article('old-title')).toMatchObject({ headline: 'New title', bodyText: 'New text of it.' });
  });

  it('and was held back or canceled here is not brought back; what is reinstated is as the feed has it', async () => {
    const { site, follows, feed, pollAfter, changes, article, editor, idOf } = await startFollowing();
    const both = (text: string) =>
      rss([
        { title: 'Held', text: `Held ${text}.` },
        { title: 'Canceled', text: `Canceled ${text}.` },
      ]);
    tagged(site, '/feed', both('first'));
    await follows.add(feed, EVERY);
    await pollAfter(0);
    const held = await idOf('held');
    await editor.withhold({ id: held, by: 'desk', notice: null });
    await editor.cancel({ id: await idOf('canceled'), by: 'desk', notice: null });
    tagged(site, '/feed', both('then'));
    const before = await changes();
    for (let polls = 0; polls < 3; polls += 1) await pollAfter(5 * MINUTE);
    expect(await changes()).toEqual(before);
    expect([await article('held'), await article('canceled')]).toEqual([null, null]);

    await editor.reinstate({ id: held, by: 'desk' });
    expect(await article('held')).toMatchObject({ bodyText: 'Held first.' });
    await pollAfter(5 * MINUTE);
    expect(await article('held')).toMatchObject({ bodyText: 'Held then.' });
    expect(await pollAfter(5 * MINUTE)).toMatchObject([{ outcome: 'UNCHANGED' }]);
    expect(await article('canceled')).toBeNull();
  });
});

describe('over all processes', () => {
  it('a feed is polled once, and its items are published once', async () => {
    const databaseUrl = await temporaryDatabase();
    const first = await startFollowing({ databaseUrl });
    const second = await startFollowing({ databaseUrl });
    const titles = Array.from({ length: 30 }, (_, index) => ({ title: `Item ${index}` }));
    const { site, feed } = first;
    site.put('/feed', rss(titles));
    await first.follows.add(feed, EVERY);
    for (let polls = 1; polls <= 5; polls += 1) {
      await Promise.all([first.pollAfter(5 * MINUTE), second.pollAfter(5 * MINUTE)]);
      expect(site.asked).toHaveLength(polls);
    }
    expect(await first.changes()).toHaveLength(30);
  });

  it('one that is gone in the middle of it is waited for, and not for ever', async () => {
    const { site, feed, follows, pollAfter, changes, runSql, clock } = await startFollowing();
    site.put('/feed', rss([{ title: 'One' }]));
    await follows.add(feed, EVERY);
    await runSql(`UPDATE follows SET claim = 'gone', claimed_until = ${clock.now() + 2 * MINUTE}`);
    expect(await pollAfter(MINUTE)).toEqual([]);
    expect(await pollAfter(MINUTE)).toMatchObject([{ outcome: 'CHANGED' }]);
    expect(await changes()).toHaveLength(1);
  });

  it('what was published and not noted is not published again, and is kept up to date', async () => {
    const { site, feed, follows, pollAfter, changes, runSql } = await startFollowing();
    const entries = [
      { title: 'One', link: 'https://x.example/1' },
      { title: 'No name', guid: null },
    ];
    tagged(site, '/feed', rss(entries));
    await follows.add(feed, EVERY);
    await pollAfter(0);
    await runSql('DELETE FROM follow_items');
    await runSql('UPDATE follows SET etag = NULL');
    await pollAfter(5 * MINUTE);
    expect(await changes()).toHaveLength(2);
    await runSql('DELETE FROM follow_items');
    tagged(site, '/feed', rss([{ title: 'One', link: 'https://x.example/1', text: 'Other.' }]));
    await pollAfter(5 * MINUTE);
    expect((await changes()).slice(2)).toEqual(['UPDATED one 2']);
  });
});

describe('which feeds', () => {
  it('are added, changed, listed and removed; articles stay', async () => {
    const { site, feed, follows, pollAfter, changes, state } = await startFollowing();
    site.put('/feed', rss([{ title: 'One' }]));
    expect(await follows.add(`${feed}#part`, EVERY)).toBe(feed);
    await pollAfter(0);
    await follows.add(feed, { every: HOUR, full: true });
    expect(await follows.list()).toHaveLength(1);
    expect(await state()).toMatchObject({ every: HOUR, full: true, in: HOUR });
    await follows.remove(feed);
    expect(await follows.list()).toEqual([]);
    expect(await pollAfter(HOUR)).toEqual([]);
    await expect(follows.remove(feed)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await follows.add(feed, EVERY);
    expect(await pollAfter(0)).toMatchObject([{ items: [{ kind: 'KNOWN', slug: 'one' }] }]);
    expect(await changes()).toHaveLength(1);
  });

  it.each(['file:///etc/passwd', 'no address', 'https://a:b@x.example/feed'])(
    '%s is none of them',
    async (address) => {
      const { follows } = await startFollowing();
      await expect(follows.add(address, EVERY)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  it('of a command are no server’s', async () => {
    const { site, feed, follows, pollAfter } = await startFollowing();
    site.put('/feed', rss([{ title: 'One' }]));
    const url = await follows.attend(feed, EVERY);
    expect([await follows.list(), await pollAfter(0)]).toEqual([[], []]);
    expect(await follows.pollDue([url])).toMatchObject([{ outcome: 'CHANGED' }]);
  });
});
