/** The figures as Markdown tables, ready for the README. Ratios are of figures measured in the same round. */
import type { Memory } from './machine.ts';
import type { Asked, FannedOut, Speed } from './jobs.ts';

export function speedTable(questions: readonly Asked[]): string {
  const head =
    'question|bytes|requests/s|p50 ms|p99 ms|of the constant|of the statement|constant/s|statement/s';
  return table(
    head.split('|'),
    questions.map(({ title, size, newswire, constant, statement }) => [
      title,
      whole(size),
      whole(median(rates(newswire))),
      median(newswire.map(({ p50 }) => p50)).toFixed(1),
      median(newswire.map(({ p99 }) => p99)).toFixed(1),
      ratio(rates(newswire), rates(constant)),
      ratio(rates(newswire), rates(statement)),
      whole(median(rates(constant))),
      whole(median(rates(statement))),
    ]),
  );
}

/** What others on the machine do moves the rates; what an answer costs the server's processor it moves less. */
export function costTable(questions: readonly Asked[]): string {
  const head = 'question|µs an answer|the constant|the statement|of the constant|of the statement|busy';
  return table(
    head.split('|'),
    questions.map(({ title, newswire, constant, statement }) => [
      title,
      ...[newswire, constant, statement].map((speeds) => whole(median(costs(speeds)))),
      ratio(costs(constant), costs(newswire)),
      ratio(costs(statement), costs(newswire)),
      [newswire, constant, statement].map((speeds) => `${whole(100 * busy(speeds))} %`).join(', '),
    ]),
  );
}

export function fanOutTable(subscribers: number, { newswire, broadcast, size, cpu }: FannedOut): string {
  const firsts = (deliveries: FannedOut['newswire']) => deliveries.map(({ first }) => first);
  const lasts = (deliveries: FannedOut['newswire']) => deliveries.map(({ last }) => last);
  const each = (seconds: number | null) =>
    seconds === null ? '?' : ((seconds / newswire.length) * 1e3).toFixed(0);
  const row = (title: string, deliveries: FannedOut['newswire'], processor: number | null) => [
    title,
    median(firsts(deliveries)).toFixed(1),
    median(lasts(deliveries)).toFixed(1),
    ratio(lasts(deliveries), lasts(broadcast)),
    each(processor),
  ];
  const what = `${whole(size)} bytes to ${whole(subscribers)} subscribers`;
  return table(
    [what, 'first receipt ms', 'last receipt ms', 'times bare ws', 'CPU ms'],
    [row('Newswire', newswire, cpu.newswire), row('bare ws', broadcast, cpu.broadcast)],
  );
}

/** What the figures must be read with. */
export function doubts(questions: readonly Asked[]): string[] {
  const again = questions.filter(({ repeated }) => repeated).map(({ title }) => title);
  // What asks at its full speed is the limit, and not the server that it asks.
  const slow = questions.filter(({ constant }) => median(constant.map(({ loadBusy }) => loadBusy)) > 0.95);
  return [
    ...(again.length === 0
      ? []
      : [`requests were sent twice, so a cache may have answered: ${again.join('; ')}`]),
    ...(slow.length === 0
      ? []
      : [`the constant could answer more than the load asked: ${slow.map(({ title }) => title).join('; ')}`]),
  ];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

export function whole(value: number): string {
  return Number.isNaN(value) ? '?' : Math.round(value).toLocaleString('en');
}

export function megabytes(memory: Memory | null): string {
  const { all, own } = memory ?? { all: Number.NaN, own: Number.NaN };
  return `${whole(all / 1e6)} MB (${whole(own / 1e6)} MB its own, the rest pages of files)`;
}

function rates(speeds: readonly Speed[]): number[] {
  return speeds.map(({ rate }) => rate);
}

/** Microseconds of the server's processor an answer; NaN where the machine does not say. */
function costs(speeds: readonly Speed[]): number[] {
  return speeds.map(({ rate, serverBusy }) => ((serverBusy ?? Number.NaN) / rate) * 1e6);
}

function busy(speeds: readonly Speed[]): number {
  return median(speeds.map(({ serverBusy }) => serverBusy ?? Number.NaN));
}

/** The median of the rounds' ratios. */
function ratio(ones: readonly number[], others: readonly number[]): string {
  const value = median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
  return Number.isNaN(value) ? '?' : value.toFixed(value < 0.1 ? 3 : 2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const widths = head.map((_, column) => width(column));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((size, column) => (column === 0 ? '-'.repeat(size) : `${'-'.repeat(size - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
