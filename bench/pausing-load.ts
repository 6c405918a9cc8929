/**
 * A process, the load: subscribers that read, and others that stop reading while long articles are published. It tells how late those
 * who read are told without the others and beside them, and sees that the others are told everything afterwards, in order.
 */
import assert from 'node:assert/strict';
import { type Paused, jobOf, PausingJob, tellResult } from './jobs.ts';
import { memoryOf } from './machine.ts';
import { longPublication } from './publication.ts';
import { openSocket } from './socket-subscriber.ts';
import { openStream } from './stream-subscriber.ts';
import type { Ear, Subscriber } from './subscribers.ts';

/** The others do not ask for the body: their own reading would be most of what is measured. */
const SHORT = 'subscription { articlePublished { cursor article { slug headline } } }';
const WHOLE = 'subscription { articlePublished { cursor article { slug headline bodyText } } }';
/** Bytes of a body. */
const SIZE = 50_000;
/** Events until nothing more goes into the kernels' buffers of who has stopped: about 5 MB a connection; as many go before the others come. */
const FILLING = 120;
/** As many as make the 99th part of them more than the slowest one. */
const MEASURED = 300;
/** Milliseconds that an event, or all that waited, may take. */
const PATIENCE = 60_000;

async function pause({ newswire, key, transport, reading, stopping, rounds }: PausingJob): Promise<Paused> {
  const { port, pid } = newswire;
  const paused: Paused = [];
  let index = 0;
  let began = 0;
  let late: number[] = [];
  let heard = 0;
  /** By those who stop: what each was told of. */
  const told: number[][] = [];
  let changed: () => void = () => undefined;
  let failure: Error | null = null;

  function fail(error: Error): void {
    failure ??= error;
    changed();
  }

  async function until(isDone: () => boolean, what: () => string): Promise<void> {
    const overdue = setTimeout(() => fail(new Error(`not within ${PATIENCE} ms: ${what()}`)), PATIENCE);
    while (!isDone()) {
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => (changed = resolve));
    }
    clearTimeout(overdue);
  }

  function open(query: string, ear: Ear): Promise<Subscriber> {
    const operation = { query, variables: {} };
    return transport === 'SSE'
      ? openStream(`http://127.0.0.1:${port}/graphql`, operation, ear)
      : openSocket(`ws://127.0.0.1:${port}/graphql`, operation, ear);
  }

  const hears: Ear = {
    fail,
    take() {
      late.push(performance.now() - began);
      heard += 1;
      if (heard === reading) changed();
    },
  };
  const stops = (numbers: number[]): Ear => ({
    fail,
    take(message) {
      numbers.push(Number(/"slug":"number-(\d+)/.exec(message.toString('latin1', 0, 500))?.[1]));
      changed();
    },
  });

  async function publish(): Promise<void> {
    const send = longPublication({ port, key }, (index += 1), SIZE);
    heard = 0;
    began = performance.now();
    await send();
    await until(
      () => heard === reading,
      () => `${heard} of ${reading} hear of number ${index}`,
    );
  }

  /** Of the 99th part that is told last, the first. */
  async function p99(): Promise<number> {
    late = [];
    for (let event = 0; event < MEASURED; event += 1) await publish();
    return late.toSorted((a, b) => a - b)[Math.floor(late.length * 0.99)] ?? Number.NaN;
  }

  const readers = await Promise.all(Array.from({ length: reading }, () => open(SHORT, hears)));
  await publish();
  for (let round = 0; round < rounds; round += 1) {
    for (let event = 0; event < FILLING; event += 1) await publish();
    const alone = await p99();
    const before = memoryOf(pid);
    told.length = 0;
    const others = await Promise.all(
      Array.from({ length: stopping }, (_, number) => open(WHOLE, stops((told[number] = [])))),
    );
    const allHeard = (count: number) =>
      until(
        () => told.every((numbers) => numbers.length >= count),
        () => `${told.map((numbers) => numbers.length).join()} of ${count} are told to who had stopped`,
      );
    await publish();
    await allHeard(1);
    for (const other of others) other.pause();
    for (const numbers of told) numbers.length = 0;
    const first = index + 1;
    for (let event = 0; event < FILLING; event += 1) await publish();
    const beside = await p99();
    const waiting = memoryOf(pid);
    const resumed = performance.now();
    for (const other of others) other.resume();
    await allHeard(index + 1 - first);
    const caughtUp = performance.now() - resumed;
    const expected = Array.from({ length: index + 1 - first }, (_, number) => first + number);
    for (const numbers of told) assert.deepEqual(numbers, expected);
    for (const { leave } of others) leave();
    paused.push({ alone, beside, before, waiting, caughtUp });
    process.stderr.write(`round ${round + 1}: ${JSON.stringify(paused.at(-1))}\n`);
  }
  for (const { leave } of readers) leave();
  return paused;
}

tellResult(await pause(jobOf(PausingJob)));
