/** The figures as Markdown tables, ready for the README. Ratios are of figures measured in the same round. */
import type { Memory } from './machine.ts';
import type { Asked, Speed } from './jobs.ts';

/** Question by question, the engines side by side. */
export function speedTable(questions: readonly Asked[]): string {
  const engines = questions[0]?.sides.map(({ engine }) => engine) ?? [];
  const [first, ...others] = engines;
  const head = [
    'question',
    ...engines.map((engine) => `${engine}/s`),
    ...others.map((other) => `${other} : ${first}`),
    ...engines.map((engine) => `${engine} p50 ms`),
    ...engines.map((engine) => `${engine} : constant`),
    ...engines.map((engine) => `${engine} : its statement`),
  ];
  return table(
    head,
    questions.map(({ title, constant, sides }) => [
      title,
      ...sides.map(({ newswire }) => whole(median(rates(newswire)))),
      ...sides.slice(1).map(({ newswire }) => ratio(rates(newswire), rates(sides[0]?.newswire ?? []))),
      ...sides.map(({ newswire }) => tenths(median(newswire.map(({ p50 }) => p50 ?? Number.NaN)))),
      ...sides.map(({ newswire }) => ratio(rates(newswire), rates(constant))),
      ...sides.map(({ newswire, statement }) => ratio(rates(newswire), rates(statement))),
    ]),
  );
}

/**
 * Of one engine, by its place among the sides. What others on the machine do moves the rates; what an answer costs the
 * server's processor it moves less.
 */
export function costTable(questions: readonly Asked[], place: number): string {
  const engine = questions[0]?.sides[place]?.engine ?? '';
  const head = `on ${engine}|bytes|p99 ms|statement/s|constant/s|µs an answer|the statement|the constant|of the statement|of the constant|busy`;
  return table(
    head.split('|'),
    questions.map(({ title, constant, sides }) => {
      const { size, newswire, statement } = sides[place] ?? { size: 0, newswire: [], statement: [] };
      const servers = [newswire, statement, constant];
      return [
        title,
        whole(size),
        tenths(median(newswire.map(({ p99 }) => p99 ?? Number.NaN))),
        whole(median(rates(statement))),
        whole(median(rates(constant))),
        ...servers.map((speeds) => whole(median(costs(speeds)))),
        ratio(costs(statement), costs(newswire)),
        ratio(costs(constant), costs(newswire)),
        servers.map((speeds) => `${whole(100 * busy(speeds))} %`).join(', '),
      ];
    }),
  );
}

/** A row for each figure, a column for each engine. */
export function sidesTable(
  what: string,
  engines: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return table([what, ...engines], rows);
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
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '?';
}

export function tenths(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : '?';
}

export function megabytes(memory: Memory | null): string {
  const { all, own } = memory ?? { all: Number.NaN, own: Number.NaN };
  return `${whole(all / 1e6)} MB (its own: ${whole(own / 1e6)})`;
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
export function ratio(ones: readonly number[], others: readonly number[]): string {
  const value = median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
  return Number.isFinite(value) ? value.toFixed(value < 0.1 ? 3 : 2) : '?';
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const widths = head.map((_, column) => width(column));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((size, column) => (column === 0 ? '-'.repeat(size) : `${'-'.repeat(size - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
