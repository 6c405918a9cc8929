/** `newswire watch`: what a server publishes, one line an item, as it happens. */
import { styleText } from 'node:util';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { badInput } from '../errors.ts';
import { endAsked, jsonLine, note, outputClosed, plain, say } from './terminal.ts';
import { followWire, type WireEvent, type WireFilter } from './wire.ts';

interface WatchOptions {
  url: string;
  key?: string;
  section?: string[];
  text?: string;
  breaking?: true;
  filter?: WireFilter;
  after?: string;
  last?: number;
  json?: true;
}

export function addWatch(program: Command): void {
  program
    .command('watch')
    .description('show what a server publishes, as it happens')
    .option('--url <url>', 'the GraphQL endpoint of the server', 'http://127.0.0.1:4000/graphql')
    // The environment is better: others on the machine see what a command was given.
    .addOption(new Option('--key <key>', 'an API key, or a token').env('NEWSWIRE_KEY'))
    .option('--section <path...>', 'only what stands in these sections, or below them')
    .option('--text <search>', 'only what this search finds')
    .option('--breaking', 'only breaking news: urgency 1 and 2')
    .option(
      '--filter <json>',
      'only what this ArticleFilter of the API takes, such as \'{"maxUrgency":3}\'',
      filterFrom,
    )
    .option('--after <cursor>', 'begin after this place in the log, such as the last cursor of --json')
    .option('--last <n>', 'begin with the newest so many', wholeNumber)
    .option('--json', 'answer with one JSON object a line')
    .action(watch);
}

async function watch(options: WatchOptions): Promise<void> {
  const url = webSocketAddress(options.url);
  const ending = new AbortController();
  void endAsked().then(() => ending.abort());
  const line = options.json ? jsonLine : hasColors() ? colouredLine : plainLine;
  await followWire(
    {
      url,
      key: options.key || null,
      filter: filterOf(options),
      after: options.after ?? null,
      last: options.last ?? null,
      onEvent(event) {
        if (event.article !== null) say(line(event));
      },
      onConnected(again) {
        note(again ? 'Connected again: going on from the last item.' : `Watching ${url}: Ctrl-C ends it.`);
      },
      onLost(why) {
        note(`The connection is lost (${why}): trying again.`);
      },
    },
    AbortSignal.any([ending.signal, outputClosed()]),
  );
}

function filterOf({ section, text, breaking, filter }: WatchOptions): WireFilter {
  return {
    ...filter,
    ...(section === undefined ? {} : { sections: section }),
    ...(text === undefined ? {} : { text }),
    ...(breaking === undefined ? {} : { breaking }),
  };
}

/** http: → ws:, https: → wss:. */
function webSocketAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^(http|ws)s?:$/.test(url.protocol)) {
    throw badInput(
      `--url is "${address}": give the address of a GraphQL endpoint, such as http://127.0.0.1:4000/graphql.`,
    );
  }
  url.protocol = url.protocol.replace('http', 'ws');
  url.hash = '';
  return url.href;
}

function filterFrom(text: string): WireFilter {
  try {
    const filter: unknown = JSON.parse(text);
    if (typeof filter === 'object' && filter !== null && !Array.isArray(filter)) return filter;
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError('It is not a JSON object.');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is not a whole number.');
  return Number(text);
}

/** On a terminal that has them, and that NO_COLOR does not ask to go without. */
function hasColors(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors();
}

type Style = Parameters<typeof styleText>[0];

function plainLine(event: WireEvent): string {
  return lineOf(event, (_style, text) => text);
}

function colouredLine(event: WireEvent): string {
  return lineOf(event, styleText);
}

/** "2031-04-05 06:07  news/world  1 BREAKING  Headline" */
function lineOf({ at, article }: WireEvent, styled: (style: Style, text: string) => string): string {
  if (article === null) return '';
  const { section, urgency, breaking, headline } = article;
  return [
    styled('dim', localTime(new Date(at))),
    styled('cyan', plain(section.path)),
    breaking ? styled(['red', 'bold'], `${urgency} BREAKING`) : styled('dim', String(urgency)),
    breaking ? styled('bold', plain(headline)) : plain(headline),
  ].join('  ');
}

function localTime(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
