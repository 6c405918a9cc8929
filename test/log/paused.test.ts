/**
 * Of many subscribers some stop reading: what waits for them in this process is bounded, the others are told at once, and those who
 * stopped are told everything afterwards, in order. (Event streams of one selection wait with the same bytes.) The long form (NEWSWIRE_TEST_LONG=1) is a thousand of whom a hundred stop.
 */
import { expect, it, vi } from 'vitest';
import { FULL } from '../../src/http/gate.ts';
import { paragraph } from '../../src/news/block.ts';
import { TRANSPORTS } from '../support/client.ts';
import { brief } from '../support/edition.ts';
import { bytesOfBuffers } from '../support/memory.ts';
import { startNewswire } from '../support/newswire.ts';
import { openPausing } from '../support/pausing.ts';
import { isLong } from '../support/runs.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: isLong ? 900_000 : 20_000 });

const PAUSED = isLong ? 100 : 5;
const OTHERS = isLong ? 900 : 15;
/** More than kernels keep: with both ends on this machine that is three megabytes for each connection. */
const ARTICLES = isLong ? 300 : 120;
/** Bytes of an article. */
const SIZE = isLong ? 20_000 : 50_000;
const BATCH = 10;
/** Bytes that a client of ours has taken from its socket when it stops: it runs in this process too. */
const TAKEN = 128 * 1_024;
/** What answers are kept for those who come after, of whatever size, and what is under way. */
const ELSE = 5_000_000;
/** Milliseconds. */
const PATIENCE = isLong ? 120_000 : 10_000;

const WORDS = 'all work and no news ';
const WHOLE = 'slug article { bodyText }';
/** The others do not ask for the body, so that the tests' own reading is little. */
const SHORT = 'slug';

it.each(TRANSPORTS)(
  `${PAUSED} of ${PAUSED + OTHERS} subscribers stop reading over %s: memory is bounded, the others are told, and they have all afterwards`,
  async (transport) => {
    const { client, publish } = await startNewswire({
      environment: { NEWSWIRE_MAX_CONNECTIONS: '5000', NEWSWIRE_MAX_CONNECTIONS_PER_CLIENT: '5000' },
    });
    const { logHead } = await client.data<{ logHead: string }>('{ logHead }');
    const open = (count: number, fields: string) => {
      const query = `subscription { articlePublished(after: "${logHead}") { ${fields} } }`;
      return Array.from({ length: count }, () =>
        openPausing({ transport, endpoint: client.endpoint, query }),
      );
    };
    const stopping = open(PAUSED, WHOLE);
    const others = open(OTHERS, SHORT);
    const all = [...stopping, ...others];
    await publish(brief('First'));
    await until(() => all.every(({ slugs }) => slugs.length === 1), 'all to hear of the first', PATIENCE);
    const heard = () => Math.min(...others.map(({ slugs }) => slugs.length));
    for (const { pause } of stopping) pause();
    for (const { slugs } of all) slugs.length = 0;

    const before = await bytesOfBuffers();
    const body = [paragraph(WORDS.repeat(SIZE / WORDS.length))];
    const expected = Array.from({ length: ARTICLES }, (_, number) => `number-${number}`);
    for (let begin = 0; begin < ARTICLES; begin += BATCH) {
      const numbers = expected.slice(begin, begin + BATCH).map((slug) => slug.replace('number-', 'Number '));
      await publish(...numbers.map((headline) => brief(headline, { blocks: body })));
      await until(
        () => heard() >= begin + numbers.length,
        `the others to hear of ${numbers.at(-1)}`,
        PATIENCE,
      );
    }
    expect((await bytesOfBuffers()) - before).toBeLessThan(PAUSED * (FULL + 2 * SIZE + TAKEN) + ELSE);
    for (const { slugs } of stopping) expect(slugs).toEqual([]);

    for (const { resume } of stopping) resume();
    await until(
      () => stopping.every(({ slugs }) => slugs.length >= ARTICLES),
      `what waited: ${stopping.map(({ slugs }) => slugs.length).join()}`,
      PATIENCE,
    );
    for (const { slugs } of all) expect(slugs).toEqual(expected);
  },
);
