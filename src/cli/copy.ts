/** `newswire copy`: moves a store into a new one, of the same engine or another. */
import type { Command } from 'commander';
import { cursorOf } from '../log/cursor.ts';
import { type Move, moveStore } from '../store/copy/move.ts';
import { openProgress, type Progress } from './progress.ts';
import { jsonLine, note, plain, say } from './terminal.ts';

interface CopyOptions {
  from: string;
  to: string;
  json?: true;
}

export function addCopy(program: Command): void {
  program
    .command('copy')
    .description('move a store into a new one, also of another engine; cursors stay good')
    .requiredOption('--from <DATABASE_URL>', 'the store to copy')
    .requiredOption(
      '--to <DATABASE_URL>',
      'where to: a new store, an empty one, or one where this copy broke off',
    )
    .option('--json', 'answer in JSON')
    .action(copy);
}

const BEGINNINGS = {
  new: null,
  resumed: 'Going on where the copy broke off.',
  over: 'What was copied has changed since the copy broke off: it begins anew.',
};

async function copy({ from, to, json }: CopyOptions): Promise<void> {
  let progress: Progress | undefined;
  try {
    const move = await moveStore(from, to, {
      async begins(how, { done, total }) {
        const beginning = BEGINNINGS[how];
        if (beginning !== null) note(beginning);
        progress = await openProgress(async () => total, 'rows');
        progress.step(done);
      },
      wrote: (rows) => progress?.step(rows),
    });
    progress?.end();
    tell(move, json ?? false);
  } finally {
    progress?.end();
  }
}

function tell({ from, to, counts, head, sourceWentOn }: Move, json: boolean): void {
  const cursor = cursorOf({ ...head, part: null });
  if (json) say(jsonLine({ from, to, counts, logHead: cursor, sourceWentOn }));
  else {
    const rows = Object.entries(counts).map(([table, count]) => `${table} ${count}`);
    say(plain(`${from} is copied to ${to}, and seen to be whole: ${rows.join(', ')}; logHead ${cursor}.`));
  }
  if (sourceWentOn)
    note(
      `${from} was written to meanwhile, and that is not in the copy: stop what writes there, and copy once more to a new store.`,
    );
}
