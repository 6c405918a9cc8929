/** Live delivery as a Markdown table: of each case what Newswire takes, and below it what the bare broadcast does. */
import type { FannedOut } from './jobs.ts';
import { median, ratio, table, tenths, whole } from './report.ts';
import type { Told } from './telling.ts';

type Server = 'newswire' | 'broadcast';

const HEAD =
  'what is told|of|bytes|first ms|last ms|times bare|bar|CPU ms|an idle subscriber, KB|times a bare one|bar|without garbage, KB|times a bare one';

export function tellingTable(all: readonly Told[]): string {
  return table(HEAD.split('|'), all.flatMap(rowsOf));
}

function rowsOf({ title, transport, subscribers, engine, bars, told }: Told): string[][] {
  const kept = (server: Server) => waitingKilobytes(told.memory[server], subscribers);
  const [ours, theirs] = [kept('newswire'), kept('broadcast')];
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
      tenths(ours.asItIs),
      ratio([ours.asItIs], [theirs.asItIs]),
      bars.memory?.toFixed(2) ?? '',
      tenths(ours.subscribed),
      ratio([ours.subscribed], [theirs.subscribed]),
    ],
    [
      '',
      transport === 'SSE' ? 'bare node:http' : 'bare ws',
      whole(told.size),
      ...row('broadcast'),
      '1.00',
      '',
      whole(cpuOfAnEvent(told, 'broadcast')),
      tenths(theirs.asItIs),
      '1.00',
      '',
      tenths(theirs.subscribed),
      '1.00',
    ],
  ];
}

/** Milliseconds of the server's processor that an event cost; NaN where the machine does not say. */
function cpuOfAnEvent({ cpu, newswire }: FannedOut, server: Server): number {
  return ((cpu[server] ?? Number.NaN) / newswire.length) * 1e3;
}

/**
 * What a server holds of its own for each that waits, more than it held before; NaN where the machine does not say, and where so few come
 * that it is not seen.
 */
function waitingKilobytes(held: FannedOut['memory'][Server], subscribers: number) {
  const each = (now: typeof held.before): number => {
    const grown = held.before && now ? now.own - held.before.own : 0;
    return grown > 0 ? grown / subscribers / 1_000 : Number.NaN;
  };
  return { asItIs: each(held.asItIs), subscribed: each(held.subscribed) };
}
