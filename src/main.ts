#!/usr/bin/env node
/** The command `newswire`: its sub-commands, errors as one line, and the exit code. */
import { Command, CommanderError } from 'commander';
import { addServe } from './cli/serve.ts';
import { complain } from './cli/terminal.ts';
import { version } from './version.ts';

async function main(words: string[]): Promise<void> {
  const program = new Command('newswire')
    .description('A GraphQL news API that never loses a headline')
    .version(version)
    .option('--debug', 'show the stack of an error')
    .showHelpAfterError('("newswire --help" shows the commands)')
    .exitOverride();
  for (const add of [addServe]) add(program);
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

await main(process.argv);
