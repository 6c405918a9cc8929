/** What the same front page again and again took, as a Markdown table. */
import type { Freshened, Speed } from './jobs.ts';
import { median, ratio, table, tenths, whole } from './report.ts';

export function freshTable(all: readonly Freshened[]): string {
  const head = [
    '',
    'bytes',
    'a second',
    'p50 ms',
    'p99 ms',
    'against',
    'a second',
    'times',
    'bar',
    'µs an answer',
    'times',
  ];
  const rows = all.flatMap((one) => {
    const { engine, size, memory, unchanged, publishing, published, checked, stale } = one;
    return [
      row(`${engine}: by POST, from memory`, size, { ...memory, what: 'a constant', bar: '0.80' }),
      row(`${engine}: by GET, 304`, 0, { ...unchanged, what: 'a constant 304', bar: '0.85' }),
      row(`${engine}: by POST, ${published} published; ${whole(stale)} of ${whole(checked)} stale`, size, {
        newswire: publishing,
        constant: memory.newswire,
        what: 'without',
        bar: '0.85',
      }),
    ];
  });
  return table(head, rows);
}

interface Against {
  newswire: readonly Speed[];
  constant: readonly Speed[];
  what: string;
  bar: string;
}

function row(title: string, size: number, { newswire, constant, what, bar }: Against): string[] {
  const rates = (speeds: readonly Speed[]) => speeds.map(({ rate }) => rate);
  const costs = (speeds: readonly Speed[]) =>
    speeds.map(({ rate, serverBusy }) => ((serverBusy ?? Number.NaN) / rate) * 1e6);
  return [
    title,
    whole(size),
    whole(median(rates(newswire))),
    tenths(median(newswire.map(({ p50 }) => p50 ?? Number.NaN))),
    tenths(median(newswire.map(({ p99 }) => p99 ?? Number.NaN))),
    what,
    whole(median(rates(constant))),
    ratio(rates(newswire), rates(constant)),
    bar,
    tenths(median(costs(newswire))),
    ratio(costs(constant), costs(newswire)),
  ];
}
