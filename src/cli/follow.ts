/** `newswire follow`: publishes what is new in feeds of other sites, until Ctrl-C; or has servers do so from now on. */
import type { Command } from 'commander';
import { badInput } from '../errors.ts';
import { formatDateTime } from '../news/date-time.ts';
import { type FollowInfo, type FollowOptions, stateOf } from '../newsroom/follow/follows.ts';
import type { PollReport } from '../newsroom/follow/poll.ts';
import type { ItemReport } from '../newsroom/follow/taking.ts';
import { columns } from './columns.ts';
import { openExisting, openOrMake } from './open.ts';
import { endAsked, jsonLine, note, outputClosed, plain, say } from './terminal.ts';

interface Options {
  every: string;
  full?: true;
  json?: true;
}

/** Milliseconds. */
const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHORTEST = 10_000;
const LONGEST = 7 * 86_400_000;

/** Commander gives the options to `follow`, wherever they stand: its sub-commands show them, and ask it. */
export function addFollow(program: Command): void {
  const follow = program
    .command('follow')
    .description('publish what is new in feeds of other sites (RSS, Atom, JSON Feed)')
    .argument('[feed-url...]', 'feeds to poll until Ctrl-C')
    .option('--json', 'answer with one JSON object a line')
    .action(attend);
  const add = follow
    .command('add')
    .description('have servers on this store poll feeds from now on')
    .argument('<feed-url...>', 'their addresses')
    .action(addFeeds);
  for (const command of [follow, add])
    command
      .option('--every <time>', 'between polls, where the feed does not want longer: 30s, 5m, 2h', '5m')
      .option('--full', "fetch each item's page for its body");
  follow
    .command('list')
    .description('show the feeds that servers poll')
    .option('--json', 'answer with one JSON object a line')
    .action(list);
  follow
    .command('remove')
    .description('poll feeds no longer; their articles stay')
    .argument('<feed-url...>', 'their addresses')
    .action(remove);
}

async function attend(urls: string[], options: Options, command: Command): Promise<void> {
  const asked = optionsOf(options);
  if (urls.length === 0) return command.help({ error: true });
  const end = endAsked();
  const closed = outputClosed();
  await using newsroom = await openOrMake();
  const addresses: string[] = [];
  for (const url of urls) addresses.push(await newsroom.follows.attend(url, asked));
  const tell = createTeller(options.json ?? false);
  const polling = newsroom.follows.start(addresses, tell);
  note(`Following ${addresses.length === 1 ? addresses[0] : `${addresses.length} feeds`}; Ctrl-C ends it.`);
  await Promise.race([
    end,
    new Promise<void>((resolve) => closed.addEventListener('abort', () => resolve())),
  ]);
  await polling.close();
}

async function addFeeds(urls: string[], _options: Options, command: Command): Promise<void> {
  const asked = optionsOf(command.optsWithGlobals());
  await using newsroom = await openOrMake();
  for (const url of urls) say(plain(await newsroom.follows.add(url, asked)));
  note('Servers on this store poll from now on: "newswire follow list" shows how it goes.');
}

async function remove(urls: string[]): Promise<void> {
  await using newsroom = await openExisting();
  for (const url of urls) await newsroom.follows.remove(url);
}

async function list(_options: object, command: Command): Promise<void> {
  const { json } = command.optsWithGlobals<{ json?: true }>();
  await using newsroom = await openExisting();
  const followed = (await newsroom.follows.list()).map(inText);
  if (json) for (const one of followed) say(jsonLine(one));
  else if (followed.length === 0)
    note('No feeds are followed: "newswire follow add FEED_URL" has servers poll one.');
  else for (const line of table(followed)) say(line);
}

function optionsOf({ every, full }: Options): FollowOptions {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(every) ?? [];
  const time = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (time >= SHORTEST && time <= LONGEST) return { every: time, full: full ?? false };
  throw badInput(`--every is "${every}": give a time from 10s to 7d, such as 30s, 5m or 2h.`);
}

/** "5m" of 300,000 milliseconds. */
function durationText(time: number): string {
  const [unit, size] = Object.entries(UNITS).findLast(([, length]) => time % length === 0) ?? ['s', 1_000];
  return `${time / size}${unit}`;
}

function inText({ url, every, full, addedAt, lastAt, nextAt, failures, lastError }: FollowInfo) {
  return {
    url,
    every: durationText(every),
    full,
    state: stateOf({ lastAt, failures }),
    addedAt: formatDateTime(addedAt),
    lastAt: lastAt === null ? null : formatDateTime(lastAt),
    nextAt: formatDateTime(nextAt),
    failures,
    lastError,
  };
}

function table(followed: readonly ReturnType<typeof inText>[]): string[] {
  return columns([
    ['FEED', 'EVERY', 'BODY', 'STATE', 'LAST', 'NEXT', 'WHY'],
    ...followed.map(({ url, every, full, state, lastAt, nextAt, lastError }) => [
      plain(url),
      every,
      full ? 'page' : 'feed',
      state,
      lastAt ?? 'never',
      nextAt,
      plain(lastError ?? ''),
    ]),
  ]);
}

/** Refusals that are told once, of each process. */
const MOST_REFUSALS = 10_000;

/** What is refused is in the feed at each poll, and told once. */
function createTeller(json: boolean): (report: PollReport) => void {
  const told = new Set<string>();

  function tellItem(url: string, item: ItemReport): void {
    if (item.kind === 'REFUSED') {
      const sign = jsonLine([url, item.what, item.reason]);
      if (told.has(sign)) return;
      if (told.size < MOST_REFUSALS) told.add(sign);
    }
    const { kind, ...rest } = item;
    if (json) say(jsonLine({ feed: url, outcome: kind, ...rest }));
    else if (item.kind === 'REFUSED') note(`${url}, ${item.what}: ${item.reason}`);
    else if (item.kind === 'PUBLISHED') say(plain(item.slug));
    else say(plain(`${item.slug} (${item.kind === 'UPDATED' ? 'updated' : 'known already'})`));
  }

  return (report) => {
    const { url, outcome, nextAt } = report;
    if (outcome === 'CHANGED') for (const item of report.items) tellItem(url, item);
    if (outcome !== 'FAILED') return;
    const next = formatDateTime(nextAt);
    if (json) say(jsonLine({ feed: url, outcome, reason: report.reason, nextAt: next }));
    else note(`${url}: ${report.reason}; it is asked again at ${next}.`);
  };
}
