/**
 * How the commands speak: answers on standard output, everything about them on standard error, one line each. Text from
 * outside (headlines, file names, a server's messages) can neither move the cursor nor colour anything.
 */
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newswireErrorIn } from '../errors.ts';

/** Controls (C0, DEL, C1), line separators, and what turns the direction of writing. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** The same text on one line, with nothing in it that a terminal would obey. */
export function plain(text: string): string {
  return text.replace(CONTROLS, ' ');
}

/** What the user can mend is a sentence; a fault of Newswire says so. The stack shows with --debug. */
export function complain(error: unknown, debug: boolean): void {
  const told = newswireErrorIn(error);
  const message = error instanceof Error ? error.message : String(error);
  const sentence =
    told !== null ? told.message : `something went wrong in Newswire: ${message} (--debug shows where)`;
  note(`newswire: ${sentence}`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On standard error: what is not the answer. */
export function note(line: string): void {
  process.stderr.write(`${plain(line)}\n`);
}

/** The text with its lines, each of them plain. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

/** The value as JSON on one line. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(CONTROLS, escaped);
}

/** The value as JSON for people. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(CONTROLS, escaped))
    .join('\n');
}

function escaped(controls: string): string {
  return Array.from(controls, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** Writes as fast as the reader takes it; one that stops reading, as `head` does, ends it. */
export async function sayAll(parts: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(parts), process.stdout, { end: false });
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
}

/** Aborts when nobody reads our output any more. */
export function outputClosed(): AbortSignal {
  const controller = new AbortController();
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}

/** Lets a reader that has enough, as `head` has, close our output without that being an error. */
export function allowClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a person at the terminal; nothing but yes is yes. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  try {
    const answer = await terminal.question(`${plain(question)} [y/N] `, { signal: closed.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (closed.signal.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
}

const ENDS = ['SIGTERM', 'SIGINT'] as const;
/** Signals that come so soon after the first, in milliseconds, are the same wish: npm passes on a Ctrl-C that the terminal has sent already. */
const SAME_WISH = 500;

/** Resolves at the first SIGTERM or SIGINT; a later one ends the process the hard way. */
export function endAsked(): Promise<void> {
  return new Promise((resolve) => {
    const asked = () => {
      resolve();
      setTimeout(() => {
        for (const signal of ENDS) process.off(signal, asked);
      }, SAME_WISH).unref();
    };
    for (const signal of ENDS) process.on(signal, asked);
  });
}
