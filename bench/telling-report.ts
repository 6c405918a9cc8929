/** Live delivery as a Markdown table: of each case what Newswire takes, and below it what the bare broadcast does. */
import type { FannedOut } from './jobs.ts';
import { median, ratio, table, tenths, whole } from './report.ts';
import type { Told } from './telling.ts';

type Server = 'newswire' | 'broadcast';

const HEAD =
  'what is told|of|bytes|first ms|last ms|times bare|bar|CPU ms|an idle subscriber, KB|times a bare one|bar';

export function tellingTable(all: readonly Told[]): string {
  return table(HEAD.split('|'), all.flatMap(rowsOf));
}

function rowsOf({ title, transport, subscribers, engine, bars, told }: Told): string[][] {
  const ours = waitingKilobytes(told, 'newswire', subscribers);
  const theirs = waitingKilobytes(told, 'broadcast', subscribers);
  const row = (server: Server) => [
    tenths(median(told[server].map(({ first }) => first))),
    tenths(median(told[server].map(({ last }) => last))),
  ];
  const lasts = (server: Server) => told[server].map(({ last }) => last);
  return [
    [
      `${whole(subscribers)} by ${transport}: ${title}`,
      `Newswire on ${engine}`,
      whole(told.size),
      ...row('newswire'),
      ratio(lasts('newswire'), lasts('broadcast')),
      bars.time.toFixed(2),
      whole(cpuOfAnEvent(told, 'newswire')),
      tenths(ours),
      ratio([ours], [theirs]),
      bars.memory?.toFixed(2) ?? '',
    ],
    [
      '',
      transport === 'SSE' ? 'bare node:http' : 'bare ws',
      whole(told.size),
      ...row('broadcast'),
      '1.00',
      '',
      whole(cpuOfAnEvent(told, 'broadcast')),
      tenths(theirs),
      '1.00',
      '',
    ],
  ];
}

/** Milliseconds of the server's processor that an event cost; NaN where the machine does not say. */
function cpuOfAnEvent({ cpu, newswire }: FannedOut, server: Server): number {
  return ((cpu[server] ?? Number.NaN) / newswire.length) * 1e3;
}

/** What the server holds of its own for each that waits; NaN where the machine does not say, and where so few come that it is not seen. */
function waitingKilobytes({ memory }: FannedOut, server: Server, subscribers: number): number {
  const { before, subscribed } = memory[server];
  const grown = before && subscribed ? subscribed.own - before.own : 0;
  return grown > 0 ? grown / subscribers / 1_000 : Number.NaN;
}
