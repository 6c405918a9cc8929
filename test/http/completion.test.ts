/** A client that completes an operation hears no more of it, whatever is on its way, and its id is another's at once. */
import { expect, it } from 'vitest';
import { brief } from '../support/edition.ts';
import { toldOf, untilHeard, untilTold } from '../support/hearing.ts';
import { holdWrites } from '../support/hold-writes.ts';
import { startNewswire, useNewswire } from '../support/newswire.ts';
import { minimal } from '../support/publishing.ts';
import { complete, connectRawSocket, subscribe } from '../support/raw-socket.ts';
import { until } from '../support/until.ts';

const QUERY = '{ __typename }';
const ANSWER = { data: { __typename: 'Query' } };
const LIVE = 'subscription { articlePublished { slug } }';
const PUBLISH = 'mutation ($input: ArticleInput!) { publishArticle(input: $input) { __typename } }';

const newswire = useNewswire();
const endpoint = () => newswire().client.endpoint;

it('a completion of an operation that is over, or never was, is nothing', async () => {
  const raw = await connectRawSocket(endpoint());
  raw.send(complete('never'), subscribe('a', QUERY));
  expect(await raw.next()).toMatchObject({ type: 'next', id: 'a' });
  expect(await raw.next()).toEqual(complete('a'));
  raw.send(complete('a'), complete('a'), subscribe('b', LIVE), complete('b'), complete('b'));
  expect(await raw.untilNow()).toEqual([]);
});

it('a completion ends a subscription: nothing that is published after is told', async () => {
  const running = await startNewswire();
  const raw = await connectRawSocket(running.client.endpoint);
  raw.send(subscribe('a', LIVE), subscribe('witness', LIVE));
  await untilHeard(running, raw, ['a', 'witness']);
  raw.send(complete('a'));
  await raw.untilNow();
  await running.publish(brief('After'));
  await running.publish(brief('Last'));
  const heard = await untilTold(raw, 'witness', 'last');
  expect(toldOf(heard)).toEqual({ witness: ['after', 'last'] });
});

it('a completion of a mutation under way keeps its answer back, and the id is another’s at once', async () => {
  const running = await startNewswire();
  const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
  const release = holdWrites(running);
  raw.send(subscribe('a', PUBLISH, { input: minimal('Held') }), complete('a'), subscribe('a', QUERY));
  expect(await raw.untilNow()).toEqual([]);
  release();
  expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
  expect(await raw.next()).toEqual(complete('a'));
  expect(await raw.untilNow()).toEqual([]);
});

it('a completion of what waits for its id is one too', async () => {
  const running = await startNewswire();
  const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
  const release = holdWrites(running);
  const held = subscribe('a', PUBLISH, { input: minimal('Held') });
  raw.send(held, complete('a'), subscribe('a', '{ logHead }'), complete('a'), subscribe('a', QUERY));
  await raw.untilNow();
  release();
  expect(await raw.next()).toEqual({ type: 'next', id: 'a', payload: ANSWER });
  expect(await raw.next()).toEqual(complete('a'));
  expect(await raw.untilNow()).toEqual([]);
});

it('a completion of what waits for its id leaves the id in use until then', async () => {
  const running = await startNewswire();
  const raw = await connectRawSocket(running.client.endpoint, { key: await running.key('editor') });
  holdWrites(running);
  const held = subscribe('a', PUBLISH, { input: minimal('Held') });
  raw.send(held, complete('a'), subscribe('a', QUERY), subscribe('a', QUERY));
  expect(await raw.closed()).toMatchObject({ code: 4409 });
});

it.each(['anyone', 'reader'] as const)(
  'a completion and the same id again in one packet leave one subscription, of %s',
  async (who) => {
    const running = await startNewswire();
    const key = who === 'anyone' ? {} : { key: await running.key(who) };
    const raw = await connectRawSocket(running.client.endpoint, key);
    for (let round = 0; round < 10; round += 1) raw.send(subscribe('a', LIVE), complete('a'));
    raw.send(subscribe('a', 'subscription { articleChanged { article { slug } } }'));
    await until(async () => {
      await running.publish(brief('Probe'));
      return (await raw.untilNow()).length > 0;
    }, 'the last one to listen');
    await running.publish(brief('Told once'));
    await running.publish(brief('Last'));
    const heard = await untilTold(raw, 'a', 'last');
    expect(toldOf(heard)['a']?.filter((slug) => slug === 'told-once')).toEqual(['told-once']);
    expect(heard.every(({ payload }) => JSON.stringify(payload).includes('articleChanged'))).toBe(true);
    raw.send(complete('a'), subscribe('witness', LIVE));
    await untilHeard(running, raw, ['witness']);
    await running.publish(brief('After'));
    expect(toldOf(await untilTold(raw, 'witness', 'after'))['a']).toBeUndefined();
  },
);

it('a completion that meets an event on its way is the end nevertheless', async () => {
  const running = await startNewswire();
  const raw = await connectRawSocket(running.client.endpoint);
  for (let round = 0; round < 20; round += 1) {
    const id = `round ${round}`;
    raw.send(subscribe(id, LIVE));
    await untilHeard(running, raw, [id]);
    const published = running.publish(brief(`Race ${round}`));
    raw.send(complete(id));
    // The event may still have been told; once the server has answered what came after the completion, none is.
    const before = await raw.untilNow();
    expect(before.filter(({ type }) => type !== 'next')).toEqual([]);
    await published;
    expect(await raw.untilNow()).toEqual([]);
  }
});
