/** Programs of this folder, as build.ts has built them, run in processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Program {
  /** Resolves when it has ended well, with the lines that it said; fails with what it complained of. */
  said: Promise<string[]>;
  /** Resolves when it has said something, or has ended. */
  begun: Promise<unknown>;
  /** Tells it on its standard input to go on. */
  goOn(): void;
}

/** A file for Node. */
export function pathOfProgram(name: string): string {
  return fileURLToPath(new URL(`../built/${name}.js`, import.meta.url));
}

/** It is ended after the test at the latest. */
export function runProgram(
  name: string,
  words: readonly (string | number)[],
  environment: Record<string, string>,
): Program {
  const child = spawn(process.execPath, [pathOfProgram(name), ...words.map(String)], {
    stdio: 'pipe',
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...environment },
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const said = outputOf(child);
  said.catch(() => undefined);
  const begun = Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  // Who has failed reads nothing.
  child.stdin.on('error', () => undefined);
  return { said, begun, goOn: () => child.stdin.end('\n') };
}

async function outputOf(child: ChildProcess): Promise<string[]> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  if (child.exitCode !== 0 || stderr !== '') throw new Error(`it ended with ${child.exitCode}: ${stderr}`);
  return stdout.split('\n').slice(0, -1);
}
