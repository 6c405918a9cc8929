#!/usr/bin/env node
/** The command `newswire`: its sub-commands, errors as one line, and the exit code. */
import { Command, CommanderError } from 'commander';
import { allowClosedOutput, complain } from './cli/terminal.ts';
import { version } from './package.ts';

type Add = (program: Command) => void;

/** Each is loaded when it is wanted: all of them together take a second. */
const COMMANDS = new Map<string, () => Promise<Add>>([
  ['serve', async () => (await import('./cli/serve.ts')).addServe],
  ['import', async () => (await import('./cli/import.ts')).addImport],
  ['follow', async () => (await import('./cli/follow.ts')).addFollow],
  ['watch', async () => (await import('./cli/watch.ts')).addWatch],
  ['draft', async () => (await import('./cli/life.ts')).addDraft],
  ['publish', async () => (await import('./cli/life.ts')).addPublish],
  ['correct', async () => (await import('./cli/life.ts')).addCorrect],
  ['withhold', async () => (await import('./cli/life.ts')).addWithhold],
  ['reinstate', async () => (await import('./cli/life.ts')).addReinstate],
  ['cancel', async () => (await import('./cli/life.ts')).addCancel],
  ['audit', async () => (await import('./cli/audit.ts')).addAudit],
  ['key', async () => (await import('./cli/key.ts')).addKey],
  ['export', async () => (await import('./cli/export.ts')).addExport],
  ['backup', async () => (await import('./cli/backup.ts')).addBackup],
  ['restore', async () => (await import('./cli/backup.ts')).addRestore],
  ['copy', async () => (await import('./cli/copy.ts')).addCopy],
]);

async function main(words: string[]): Promise<void> {
  const program = new Command('newswire')
    .description('A GraphQL news API that never loses a headline')
    .version(version)
    .option('--debug', 'show the stack of an error')
    .showHelpAfterError('("newswire --help" shows the commands)')
    .exitOverride();
  try {
    const named = COMMANDS.get(words.slice(2).find((word) => !word.startsWith('-')) ?? '');
    for (const load of named ? [named] : COMMANDS.values()) (await load())(program);
    await program.parseAsync(words);
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      complain(error, program.opts<{ debug?: boolean }>().debug ?? false);
      process.exitCode = 1;
    }
  }
}

allowClosedOutput();
await main(process.argv);
