/** Server-sent events: what a browser's EventSource makes of them, which knows ids and nothing of GraphQL. */
import { expect, it, onTestFinished } from 'vitest';
import { brief } from '../support/edition.ts';
import { type Running, startNewswire } from '../support/newswire.ts';

const DOCUMENT = 'subscription { articlePublished { cursor slug } }';

interface Block {
  id: string | null;
  event: string | null;
  data: string | null;
}

/** Blocks of a stream as they come, comments apart. */
async function* blocksOf(
  { url }: Running,
  { document = DOCUMENT, lastEventId = '' }: { document?: string; lastEventId?: string } = {},
): AsyncGenerator<Block> {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(document)}`, {
    headers: { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: gone.signal,
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  let text = '';
  for await (const part of response.body ?? []) {
    text += Buffer.from(part as Uint8Array).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith(':')) continue;
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null;
      yield { id: field('id'), event: field('event'), data: field('data') };
    }
  }
}

async function slugOf(blocks: AsyncGenerator<Block>): Promise<string> {
  const { value } = (await blocks.next()) as { value: Block };
  const { data } = JSON.parse(value.data ?? '') as {
    data: { articlePublished: { cursor: string; slug: string } };
  };
  expect([value.event, value.id]).toEqual(['next', data.articlePublished.cursor]);
  return data.articlePublished.slug;
}

it('each block’s id is its event’s cursor, and Last-Event-ID goes on after it, whatever the document asks for', async () => {
  const running = await startNewswire();
  await running.publish(brief('Before'));
  const last = blocksOf(running, { document: DOCUMENT.replace('{ cursor', '(last: 1) { cursor') });
  const { value: before } = (await last.next()) as { value: Block };
  await running.publish(brief('Missed'), brief('Missed too'));
  for (const args of ['', '(last: 1)', `(after: "${before.id}")`]) {
    const document = DOCUMENT.replace(' { cursor', `${args} { cursor`);
    const resumed = blocksOf(running, { document, lastEventId: before.id ?? '' });
    expect([await slugOf(resumed), await slugOf(resumed)]).toEqual(['missed', 'missed-too']);
  }
});

it('a Last-Event-ID that is no cursor is refused with its code', async () => {
  const running = await startNewswire();
  const blocks = blocksOf(running, { lastEventId: 'yesterday' });
  const { value } = (await blocks.next()) as { value: Block };
  expect(JSON.parse(value.data ?? '')).toMatchObject({ errors: [{ extensions: { code: 'BAD_CURSOR' } }] });
});

it('who embeds Newswire has the same stream from fetch, at the pace of reading', async () => {
  const { newswire, publish } = await startNewswire({ idle: true });
  const gone = new AbortController();
  const asked = new Request(`http://embedded/graphql?query=${encodeURIComponent(DOCUMENT)}`, {
    headers: { accept: 'text/event-stream' },
    signal: gone.signal,
  });
  const reader = (await newswire.fetch(asked)).body?.getReader();
  const read = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(await read()).toBe(':\n\n');
  await publish(brief('First'));
  expect(await read()).toContain('"slug":"first"');
  await reader?.cancel();
});
