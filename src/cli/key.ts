/** `newswire key`: makes, lists and revokes API keys. A key is shown once, when it is made. */
import { type Command, Option } from 'commander';
import { formatDateTime } from '../news/date-time.ts';
import { type Role, ROLES } from '../news/role.ts';
import type { KeyInfo } from '../newsroom/viewers/keys.ts';
import { openExisting, openOrMake } from './open.ts';
import { columns } from './columns.ts';
import { jsonLine, note, plain, say } from './terminal.ts';

export function addKey(program: Command): void {
  const key = program.command('key').description('make, list and revoke API keys');
  key
    .command('create')
    .description('make a key, which is shown once')
    .argument('<name>', 'what to call it')
    .addOption(new Option('--role <role>', 'what its holder may do').choices(ROLES).makeOptionMandatory())
    .option('--json', 'answer in JSON')
    .action(create);
  key
    .command('list')
    .description('show the keys there are, not the keys themselves')
    .option('--json', 'answer with one JSON object a line')
    .action(list);
  key
    .command('revoke')
    .description('make a key useless at once, also on open connections')
    .argument('<name>', 'the name of the key')
    .option('--json', 'answer in JSON')
    .action(revoke);
}

async function create(name: string, { role, json }: { role: Role; json?: true }): Promise<void> {
  await using newsroom = await openOrMake();
  const key = await newsroom.keys.create(name, role);
  if (json) return say(jsonLine({ name, role, key }));
  say(key);
  note(
    `The key "${name}" (${role}) is shown this once: keep it safe. Send it as "Authorization: Bearer <key>".`,
  );
}

async function list({ json }: { json?: true }): Promise<void> {
  await using newsroom = await openExisting();
  const known = await newsroom.keys.list();
  if (json) for (const key of known) say(jsonLine(inText(key)));
  else if (known.length === 0) note('There are no keys: "newswire key create NAME --role editor" makes one.');
  else for (const line of table(known.map(inText))) say(line);
}

async function revoke(name: string, { json }: { json?: true }): Promise<void> {
  await using newsroom = await openExisting();
  await newsroom.keys.revoke(name);
  if (json) say(jsonLine({ name, revoked: true }));
  else say(plain(`The key "${name}" is revoked.`));
}

type KeyText = { [Field in keyof KeyInfo]: Field extends 'name' | 'role' ? string : string | null };

function inText({ name, role, createdAt, lastUsedAt, revokedAt }: KeyInfo): KeyText {
  const time = (at: number | null) => (at === null ? null : formatDateTime(at));
  return {
    name,
    role,
    createdAt: formatDateTime(createdAt),
    lastUsedAt: time(lastUsedAt),
    revokedAt: time(revokedAt),
  };
}

function table(keys: readonly KeyText[]): string[] {
  return columns([
    ['NAME', 'ROLE', 'CREATED', 'LAST USED', 'REVOKED'],
    ...keys.map(({ name, role, createdAt, lastUsedAt, revokedAt }) => [
      plain(name),
      role,
      createdAt ?? '',
      lastUsedAt ?? 'never',
      revokedAt ?? '',
    ]),
  ]);
}
