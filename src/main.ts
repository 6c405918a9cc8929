#!/usr/bin/env node
/** The command `newswire`: its sub-commands, errors as one line, and the exit code. */
import { Command, CommanderError } from 'commander';
import { addBackup, addRestore } from './cli/backup.ts';
import { addExport } from './cli/export.ts';
import { addImport } from './cli/import.ts';
import { addKey } from './cli/key.ts';
import { addServe } from './cli/serve.ts';
import { allowClosedOutput, complain } from './cli/terminal.ts';
import { addWatch } from './cli/watch.ts';
import { version } from './version.ts';

const COMMANDS = [addServe, addImport, addWatch, addKey, addExport, addBackup, addRestore];

async function main(words: string[]): Promise<void> {
  const program = new Command('newswire')
    .description('A GraphQL news API that never loses a headline')
    .version(version)
    .option('--debug', 'show the stack of an error')
    .showHelpAfterError('("newswire --help" shows the commands)')
    .exitOverride();
  for (const add of COMMANDS) add(program);
  try {
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
