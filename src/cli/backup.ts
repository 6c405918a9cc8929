/** `newswire backup` and `newswire restore`: a copy of the store while it is in use, and back from one. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { badInput } from '../errors.ts';
import { restoreStore } from '../store/open.ts';
import { openExisting } from './open.ts';
import { confirm, isInteractive, jsonLine, note, plain, say } from './terminal.ts';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the store to a new file, also while it is in use')
    .argument('<file>', 'the file to make')
    .option('--json', 'answer in JSON')
    .action(backup);
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in place of the store, also while it is in use')
    .argument('<file>', 'a file that "newswire backup" made')
    .option('--yes', 'replace what the store holds without asking')
    .option('--json', 'answer in JSON')
    .action(restore);
}

async function backup(file: string, { json }: { json?: true }): Promise<void> {
  await using newsroom = await openExisting();
  const target = resolve(file);
  await newsroom.store.backup(target);
  if (json) say(jsonLine({ store: newsroom.store.location, file: target }));
  else say(plain(`${newsroom.store.location} is backed up to ${target}.`));
}

async function restore(file: string, { yes, json }: { yes?: true; json?: true }): Promise<void> {
  const done = await restoreStore(
    readConfig().databaseUrl,
    file,
    async ({ location, articles, replaced }) => {
      if (replaced === null || yes) return true;
      const change = `The ${replaced} articles of ${location} and its keys are replaced by the backup's ${articles}`;
      if (!isInteractive()) throw badInput(`${change}: say --yes to have that done.`);
      return confirm(`${change}, and cannot be had back. Go on?`);
    },
  );
  if (done === null) {
    note('Nothing was changed.');
    process.exitCode = 1;
    return;
  }
  if (json) say(jsonLine({ store: done.location, articles: done.articles, replaced: done.replaced ?? 0 }));
  else say(plain(`${done.location} is restored: ${done.articles} articles, in a new stretch of the log.`));
}
